// The hours in which the week begins with finding new names, and how many first meetings are to be booked. Pure.
import { ACTIVE } from "../../domain/board.ts";
import { addMonths, localDay, weekOf } from "../../domain/calendar.ts";
import { firstMeetingsToBook, ownRatio } from "../../domain/ratio.ts";
import type { Rules } from "../../domain/rules.ts";
import type { Known } from "../known.ts";

/** Whether it is the weekday and past the hour at which new names come first, in the organisation's zone. */
export function isTimeForNames(nowMs: number, zone: string, rules: Rules): boolean {
  const day = localDay(nowMs, zone);
  if (day === null) return false;
  const [monday] = weekOf(day);
  const weekday = (Date.parse(day) - Date.parse(monday)) / 86_400_000 + 1;
  const hour = Number(new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone: zone }).format(nowMs));
  return weekday === rules.week.new_names_weekday && hour >= rules.week.new_names_hour;
}

/** First meetings to book so that the quota is met one sales cycle from now, by one's own leads and ratio. */
export function meetingsToBook(leads: readonly Known[], quota: number, today: string, rules: Rules): number {
  const active = leads.filter(({ column }) => ACTIVE.includes(column)).length;
  const dated = leads.filter(({ column, shown }) => {
    const at = shown.fields["first_meeting_at"];
    return column === "first_meeting" && typeof at === "string" && at.slice(0, 10) >= today;
  }).length;
  const since = addMonths(today, -rules.ratio.own_months);
  const ended = (lead: Known, field: string): boolean => {
    const value = lead.shown.fields[field];
    const on = field === "lost" ? (value as { on?: unknown } | undefined)?.on : value;
    return typeof on === "string" && on >= since;
  };
  const closes = leads.filter((lead) => lead.column === "closed" && ended(lead, "signed_on")).length;
  const lost = leads.filter((lead) => lead.column === "lost" && ended(lead, "lost")).length;
  return firstMeetingsToBook(quota, active, dated, ownRatio(closes + lost, closes, rules), rules);
}
