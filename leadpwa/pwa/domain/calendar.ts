// Calendar days as `YYYY-MM-DD`: they compare as strings, and no time zone can shift them.
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;
const STAMP_TIME = 24;

/** The day that the text names, or null where there is no such day. */
export function parseDay(text: string): string | null {
  const match = DAY.exec(text);
  if (!match) return null;
  const [, year, month, day] = match.map(Number) as [number, number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && day <= lastOf(year, month) ? text : null;
}

/** The day `n` days later, earlier when negative. */
export function addDays(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * DAY_MS).toISOString().slice(0, 10);
}

/** The same day of the month `n` months later, clamped to that month's end: 31 Jan + 1 = 28 or 29 Feb. */
export function addMonths(day: string, n: number): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const months = year * 12 + month - 1 + n;
  const toYear = Math.floor(months / 12);
  const toMonth = (months % 12) + 1;
  return [String(toYear).padStart(4, "0"), two(toMonth), two(Math.min(date, lastOf(toYear, toMonth)))].join("-");
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day on the wall of a zone at a moment; null where the text is no moment. */
export function localDay(moment: string, zone: string): string | null {
  const ms = Date.parse(moment);
  if (Number.isNaN(ms)) return null;
  let format = formats.get(zone);
  if (!format) {
    // Put together from its parts: which order and separators a locale has differs from engine to engine.
    const options = { calendar: "gregory", numberingSystem: "latn", timeZone: zone } as const;
    format = new Intl.DateTimeFormat("en-US", { ...options, year: "numeric", month: "2-digit", day: "2-digit" });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  return `${parts["year"]}-${parts["month"]}-${parts["day"]}`;
}

/** The moment in a clock stamp. */
export function momentOf(stamp: string): string {
  return stamp.slice(0, STAMP_TIME);
}

function lastOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}
