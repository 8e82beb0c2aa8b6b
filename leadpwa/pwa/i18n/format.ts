// Dates, times, ages and sizes in the language's own form, always in the organisation's zone and on 24 hours:
// a phone set to another zone or to a 12-hour clock shows the same as its neighbour.
import { daysBetween, localDay } from "../domain/calendar.ts";
import { type Language, language, words } from "./index.ts";

const MS_MINUTE = 60_000;

const cache = new Map<string, Intl.DateTimeFormat>();

function formatter(lang: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = lang + JSON.stringify(options);
  const found = cache.get(key) ?? new Intl.DateTimeFormat(lang === "zh" ? "zh-CN" : "en-GB", options);
  cache.set(key, found);
  return found;
}

/** The day `YYYY-MM-DD` at noon UTC: any formatter in UTC then shows that day. */
const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);

/** 11月24日, 24 Nov; the year only where it is not `today`'s, or where `withYear` says so. */
export function dayText(day: string, today: string, { withYear = false } = {}): string {
  const year = withYear || day.slice(0, 4) !== today.slice(0, 4);
  const lang = language.value;
  const options: Intl.DateTimeFormatOptions = { month: lang === "zh" ? "long" : "short", day: "numeric", timeZone: "UTC" };
  return formatter(lang, year ? { ...options, year: "numeric" } : options).format(noon(day));
}

/** 今天, 明天, 昨天, else the day. */
export function nearDay(day: string, today: string): string {
  const away = daysBetween(today, day);
  const { time } = words.value;
  if (away === 0) return time.today;
  if (away === 1) return time.tomorrow;
  if (away === -1) return time.yesterday;
  return dayText(day, today);
}

export function weekdayText(day: string): string {
  return formatter(language.value, { weekday: "short", timeZone: "UTC" }).format(noon(day));
}

/** 08:31 on the wall of `zone`. */
export function clockText(moment: string, zone: string): string {
  const options: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone };
  return formatter(language.value, options).format(new Date(moment));
}

/** 今天 08:02, 11月18日 16:20. */
export function momentText(moment: string, today: string, zone: string): string {
  const day = localDay(moment, zone);
  return day === null ? "" : `${nearDay(day, today)} ${clockText(moment, zone)}`;
}

/** Less than a minute ago. */
export const isFresh = (since: string, now: number): boolean => now - new Date(since).getTime() < MS_MINUTE;

/** 2 小时前, 2 h ago. */
export function ageText(since: string, now: number): string {
  const { time } = words.value;
  const minutes = Math.floor((now - new Date(since).getTime()) / MS_MINUTE);
  if (minutes < 1) return time.justNow;
  if (minutes < 60) return time.minutesAgo(minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? time.hoursAgo(hours) : time.daysAgo(Math.floor(hours / 24));
}

/** 4,000. */
export const numberText = (n: number): string => new Intl.NumberFormat(language.value === "zh" ? "zh-CN" : "en-GB").format(n);

/** 38 MB, 640 KB. */
export function bytesText(bytes: number): string {
  const mega = bytes / 1_048_576;
  const number = new Intl.NumberFormat(language.value === "zh" ? "zh-CN" : "en-GB", { maximumFractionDigits: mega < 10 ? 1 : 0 });
  return mega >= 1 ? `${number.format(mega)} MB` : `${number.format(Math.ceil(bytes / 1024))} KB`;
}
