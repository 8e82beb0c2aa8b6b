// Days and times (docs/rules.md 1). A day is `YYYY-MM-DD`: days compare as strings, and no time zone can shift them.
// Days end at 9999-12-31 and begin at 0001-01-01; arithmetic that would leave that range stops at its end.
export const DEFAULT_ZONE = "Asia/Shanghai";
export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
export const FIRST_DAY = "0001-01-01";
export const LAST_DAY = "9999-12-31";
const FIRST = -719_162;
const LAST = 2_932_896;

const DAY = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const TIME = /^([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))$/;
const STAMP = /^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{3}Z)-[0-9a-f]{4}-[0-9a-f]{16}$/;

/** The day that the text names, or null where there is no such day. */
export function parseDay(text: string): string | null {
  const match = DAY.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= lastOf(year, month) ? text : null;
}

/** The moment that an RFC 3339 text names, in milliseconds; null without offset or sense. The seconds may be left out. */
export function parseTime(text: string): number | null {
  const match = TIME.exec(text);
  if (!match?.[1] || parseDay(match[1]) === null) return null;
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  const [offsetHours, offsetMinutes] = [Number(match[7] ?? 0), Number(match[8] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59 || offsetHours > 23 || offsetMinutes > 59) return null;
  const ms = Number(`${match[5] ?? ""}000`.slice(0, 3));
  const sign = match[6] === "-" ? -1 : 1;
  const minutes = hour * 60 + minute - sign * (offsetHours * 60 + offsetMinutes);
  const moment = numberOf(match[1]) * DAY_MS + (minutes * 60 + second) * 1000 + ms;
  return moment < FIRST * DAY_MS || moment >= (LAST + 1) * DAY_MS ? null : moment;
}

/** The moment in a clock stamp, in milliseconds; null where it is no stamp. */
export function parseStamp(stamp: string): number | null {
  const match = STAMP.exec(stamp);
  return match?.[1] ? parseTime(match[1]) : null;
}

/** The day `n` days later, earlier when negative. */
export function addDays(day: string, n: number): string {
  return textOf(Math.min(Math.max(numberOf(day) + n, FIRST), LAST));
}

/** The moment `n` hours later, in milliseconds; it stops at the calendar's end. */
export function addHours(ms: number, n: number): number {
  return Math.min(ms + n * HOUR_MS, (LAST + 1) * DAY_MS - 1);
}

/** The same day of the month `n` months later, clamped to that month's end: 31 Jan + 1 = 28 or 29 Feb. */
export function addMonths(day: string, n: number): string {
  const months = digits(day, 0, 4) * 12 + digits(day, 5, 7) - 1 + n;
  const [year, month] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
  if (year < 1) return FIRST_DAY;
  if (year > 9999) return LAST_DAY;
  const date = digits(day, 8, 10);
  return `${four(year)}-${two(month)}-${two(date <= 28 ? date : Math.min(date, lastOf(year, month)))}`;
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return numberOf(to) - numberOf(from);
}

/** The calendar day on the wall of a zone at a moment, text or milliseconds; null where the text is no moment. */
export function localDay(moment: string | number, zone: string): string | null {
  const ms = typeof moment === "number" ? moment : parseTime(moment);
  if (ms === null) return null;
  const local = Math.floor((ms + offsetAt(ms, zone)) / DAY_MS);
  return textOf(local < FIRST || local > LAST ? Math.floor(ms / DAY_MS) : local);
}

/** Monday and Sunday of the week that the day is in. */
export function weekOf(day: string): [string, string] {
  const monday = addDays(day, -((((numberOf(day) + 3) % 7) + 7) % 7));
  return [monday, addDays(monday, 6)];
}

/** First and last day of `YYYY-MM`; null where it is no month. */
export function monthOf(text: string): [string, string] | null {
  const first = parseDay(`${text}-01`);
  if (first === null) return null;
  return [first, first < "9999-12-01" ? addDays(addMonths(first, 1), -1) : LAST_DAY];
}

/** Days since 1970-01-01 (Hinnant, days_from_civil). */
function numberOf(day: string): number {
  const [month, date] = [digits(day, 5, 7), digits(day, 8, 10)];
  const year = digits(day, 0, 4) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

const texts = new Map<number, string>();

function textOf(number: number): string {
  let text = texts.get(number);
  if (text === undefined) {
    text = new Date(number * DAY_MS).toISOString().slice(0, 10);
    texts.set(number, text);
  }
  return text;
}

const offsets = new Map<string, Map<number, number | null>>();
const formats = new Map<string, Intl.DateTimeFormat>();

/** Offset of a zone in milliseconds. Asking the engine is slow, and on nearly every day it is the same all day. */
function offsetAt(ms: number, zone: string): number {
  let known = offsets.get(zone);
  if (!known) offsets.set(zone, (known = new Map()));
  const day = Math.floor(ms / DAY_MS);
  let offset = known.get(day);
  if (offset === undefined) {
    const [start, end] = [askedOffset(day * DAY_MS, zone), askedOffset((day + 1) * DAY_MS, zone)];
    offset = start === end ? start : null;
    known.set(day, offset);
  }
  return offset ?? askedOffset(ms, zone);
}

function askedOffset(ms: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    // Put together from its parts: which order and separators a locale has differs from engine to engine.
    const fixed = { calendar: "gregory", numberingSystem: "latn", timeZone: zone, hourCycle: "h23" } as const;
    const parts = { era: "short", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
    format = new Intl.DateTimeFormat("en-US", { ...fixed, ...parts });
    formats.set(zone, format);
  }
  const found = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  const part = (name: string): number => Number(found[name]);
  const year = found["era"] === "BC" ? 1 - part("year") : part("year");
  const wall = new Date(0);
  wall.setUTCFullYear(year, part("month") - 1, part("day"));
  wall.setUTCHours(part("hour"), part("minute"), part("second"));
  return wall.getTime() - Math.floor(ms / 1000) * 1000;
}

/** The number that stands between two places. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let n = from; n < to; n += 1) number = number * 10 + text.charCodeAt(n) - 48;
  return number;
}

function lastOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}

function four(n: number): string {
  return String(n).padStart(4, "0");
}
