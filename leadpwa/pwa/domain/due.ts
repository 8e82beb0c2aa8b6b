// What is due next with a lead, and why (docs/rules.md, 4).
import { type Activity, isContact, openComplaints, standing, wasReached } from "./activity.ts";
import { columnNow } from "./board.ts";
import { addDays, addMonths, localDay } from "./calendar.ts";
import { classOf, expectedOn, leadClass, nextChange } from "./classes.ts";
import type { Lead } from "./lead.ts";
import type { Rules } from "./rules.ts";

/** In the order that decides between reasons of one day. */
const REASONS = ["complaint", "next_step", "first_meeting", "first_contact", "call_back", "nurture", "service_call"] as const;
export type Reason = (typeof REASONS)[number] | "wake_up";

export interface Due {
  on: string;
  why: Reason;
}

export interface Told {
  activities: readonly Activity[];
  /** The local day of the dispatch to the lead's dealer, where it was dispatched. */
  dispatchedOn: string | null;
  zone: string;
}

const HOUR_MS = 3_600_000;
const OFF_THE_BOARD: readonly string[] = ["lost", "invalid"];

/** The earliest of what is due, or null for a lead that nothing is to be done with. */
export function nextDue(lead: Lead, told: Told, today: string, rules: Rules): Due | null {
  const column = columnNow(lead, today, rules);
  if (lead.merged || OFF_THE_BOARD.includes(column)) return null;
  if (column === "dormant") return lead.dormantUntil === null ? null : { on: lead.dormantUntil, why: "wake_up" };
  const activities = standing(told.activities);
  const days: Partial<Record<Reason, string | null>> = {
    complaint: earliest(openComplaints(activities).map(({ at }) => complaintDay(at, told.zone, rules))),
    next_step: lead.nextStepOn,
  };
  if (column === "closed") {
    days.service_call = serviceCall(lead, activities, rules);
  } else {
    const contacts = activities.filter(isContact).map(({ day }) => day).sort();
    const last = contacts.at(-1);
    days.first_meeting = lead.metOn === null ? lead.firstMeetingOn : null;
    days.first_contact = last === undefined ? firstContact(lead, told, today, rules) : null;
    days.call_back = callBack(lead, activities, today, rules);
    const replaced = lead.nextStepOn !== null && lead.nextStepOn >= today;
    days.nurture = last === undefined || replaced ? null : addDays(last, interval(lead, today, rules));
  }
  const found = REASONS.flatMap((why) => (days[why] ? [{ on: days[why], why }] : []));
  return found.reduce<Due | null>((first, due) => (first === null || due.on < first.on ? due : first), null);
}

function interval(lead: Lead, today: string, rules: Rules): number {
  const letter = leadClass(lead, today, rules);
  return rules.classes.find((rule) => rule.class === letter)?.nurture_days ?? rules.contact.unclassified_days;
}

function isDispatched(letter: string | null, rules: Rules): boolean {
  return rules.classes.some((rule) => rule.class === letter && rule.dispatch);
}

function firstContact(lead: Lead, told: Told, today: string, rules: Rules): string | null {
  if (lead.capturedOn === null) return null;
  if (!isDispatched(leadClass(lead, today, rules), rules)) return addDays(lead.capturedOn, interval(lead, today, rules));
  const from = lead.dealer === null ? (lead.receivedOn ?? lead.capturedOn) : (told.dispatchedOn ?? lead.capturedOn);
  return addDays(from, rules.contact.first_days);
}

/** Head office asks whether the date still holds, from the day on which time alone made the class a dispatched one. */
function callBack(lead: Lead, activities: readonly Activity[], today: string, rules: Rules): string | null {
  const expected = expectedOn(lead, rules);
  const confirmed = confirmedOn(lead, activities);
  if (lead.dealer !== null || expected === null || confirmed === null) return null;
  if (!isDispatched(classOf(expected, today, rules), rules)) return null;
  let day = confirmed;
  if (isDispatched(classOf(expected, day, rules), rules)) return null;
  for (let change = nextChange(expected, day, rules); change; change = nextChange(expected, day, rules)) {
    day = change.on;
    if (isDispatched(change.to, rules)) return day;
  }
  return null;
}

/** The latest day on which somebody said that the date holds. */
export function confirmedOn(lead: Lead, activities: readonly Activity[]): string | null {
  const stated = lead.stamped[lead.expectedOn === null ? "purchase_window" : "expected_on"];
  const days = activities.filter(({ confirms }) => confirms).map(({ day }) => day);
  const own = lead.confirmedOn ?? (stated || lead.capturedOn);
  return [...days, ...(own ? [own] : [])].sort().at(-1) ?? null;
}

function complaintDay(at: string, zone: string, rules: Rules): string {
  const until = new Date(Date.parse(at) + rules.contact.complaint_hours * HOUR_MS).toISOString();
  return localDay(until, zone) ?? until.slice(0, 10);
}

/** The first service call that nobody has made: 3 and 30 days after delivery, then every half year. */
function serviceCall(lead: Lead, activities: readonly Activity[], rules: Rules): string | null {
  const start = lead.deliveredOn ?? lead.signedOn;
  if (start === null) return null;
  const { first_days, second_days, every_months } = rules.service;
  const calls = activities.filter((activity) => activity.type === "satisfaction" && wasReached(activity)).map(({ day }) => day);
  const latest = calls.sort().at(-1) ?? "";
  let due = addDays(start, first_days);
  if (latest < due) return due;
  due = addDays(start, second_days);
  for (let months = every_months; latest >= due; months += every_months) due = addMonths(start, months);
  return due;
}

function earliest(days: readonly string[]): string | null {
  return [...days].sort()[0] ?? null;
}
