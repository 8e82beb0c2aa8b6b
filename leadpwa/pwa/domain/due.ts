// What is due next with a lead, and why (docs/rules.md 4).
import { type Activity, isContact, latest, openComplaints, standing, wasReached } from "./activity.ts";
import { columnNow } from "./board.ts";
import { addDays, addHours, addMonths, LAST_DAY, localDay } from "./calendar.ts";
import { classOf, expectedOn, firstDayWithin, isDispatched, leadClass, nurtureDays } from "./classes.ts";
import type { Lead } from "./lead.ts";
import type { Rules } from "./rules.ts";

export type Reason = "complaint" | "next_step" | "first_meeting" | "first_contact" | "call_back" | "nurture" | "service_call" | "wake_up";

export interface Due {
  on: string;
  why: Reason;
}

/** What is known of a lead beside its fields. */
export interface Told {
  activities: readonly Activity[];
  /** The local day of the dispatch to the lead's dealer, where it was dispatched. */
  dispatchedOn: string | null;
  zone: string;
}

/** The earliest of what is due; of one day, the reason named first. Null where nothing is to be done. */
export function nextDue(lead: Lead, told: Told, today: string, rules: Rules): Due | null {
  return nextDueIn(lead, columnNow(lead, today, rules), told, today, rules);
}

/** What is due next with a lead that stands in `column` on the day. */
export function nextDueIn(lead: Lead, column: string, told: Told, today: string, rules: Rules): Due | null {
  if (lead.merged || lead.deleted) return null;
  if (column === "dormant") return lead.dormantUntil === null ? null : { on: lead.dormantUntil, why: "wake_up" };
  if (column === "lost" || column === "invalid") return null;
  const activities = standing(told.activities);
  let first = earlier(null, complaintDay(activities, told.zone, rules), "complaint");
  first = earlier(first, lead.nextStepOn, "next_step");
  if (column === "closed") return earlier(first, serviceCall(lead, activities, rules), "service_call");
  const letter = leadClass(lead, today, rules);
  const last = latest(activities, isContact);
  if (lead.metOn === null) first = earlier(first, lead.firstMeetingOn, "first_meeting");
  if (last === null) first = earlier(first, firstContact(lead, letter, told, rules), "first_contact");
  first = earlier(first, callBack(lead, letter, activities, rules), "call_back");
  const replaced = lead.nextStepOn !== null && lead.nextStepOn >= today;
  return last === null || replaced ? first : earlier(first, addDays(last, nurtureDays(letter, rules)), "nurture");
}

/** The earlier of two; of one day, the one that was there. */
function earlier(first: Due | null, on: string | null, why: Reason): Due | null {
  return on !== null && (first === null || on < first.on) ? { on, why } : first;
}

/**
 * The latest day on which somebody said when they want to buy, or that the date holds. `activities` are those that
 * count.
 */
export function confirmedOn(lead: Lead, activities: readonly Activity[]): string | null {
  const stated = lead.stamped[lead.expectedOn === null ? "purchase_window" : "expected_on"];
  const own = lead.confirmedOn ?? stated ?? lead.capturedOn;
  const day = latest(activities, ({ confirms }) => confirms);
  return day === null || (own !== null && own > day) ? own : day;
}

/** The class on the day that it was last confirmed: time alone does not move it. Null: unclassified. */
export function classConfirmed(lead: Lead, activities: readonly Activity[], rules: Rules): string | null {
  const [expected, day] = [expectedOn(lead, rules), confirmedOn(lead, activities)];
  return expected === null || day === null ? null : classOf(expected, day, rules);
}

function complaintDay(activities: readonly Activity[], zone: string, rules: Rules): string | null {
  let first: string | null = null;
  for (const { at } of openComplaints(activities)) {
    const on = localDay(addHours(at, rules.contact.complaint_hours), zone);
    if (on !== null && (first === null || on < first)) first = on;
  }
  return first;
}

function firstContact(lead: Lead, letter: string | null, told: Told, rules: Rules): string | null {
  if (!isDispatched(letter, rules)) return lead.capturedOn && addDays(lead.capturedOn, nurtureDays(letter, rules));
  const start = (lead.dealer ? told.dispatchedOn : lead.receivedOn) ?? lead.capturedOn;
  return start && addDays(start, rules.contact.first_days);
}

/** Head office asks whether the date still holds, from the day on which time alone brought the class in. */
function callBack(lead: Lead, letter: string | null, activities: readonly Activity[], rules: Rules): string | null {
  const expected = expectedOn(lead, rules);
  if (lead.dealer || expected === null || !isDispatched(letter, rules)) return null;
  if (isDispatched(classConfirmed(lead, activities, rules), rules)) return null;
  const furthest = rules.classes.filter(({ dispatch }) => dispatch).at(-1)?.upto;
  return furthest ? firstDayWithin(expected, furthest) : null;
}

/** The first service call that nobody has made. */
function serviceCall(lead: Lead, activities: readonly Activity[], rules: Rules): string | null {
  const start = lead.deliveredOn ?? lead.signedOn;
  if (start === null) return null;
  const done = latest(activities, (activity) => activity.type === "satisfaction" && wasReached(activity)) ?? "";
  for (const on of serviceDays(start, rules)) if (on > done) return on;
  return null;
}

function* serviceDays(start: string, rules: Rules): Generator<string> {
  yield addDays(start, rules.service.first_days);
  yield addDays(start, rules.service.second_days);
  let [months, day] = [0, start];
  while (day < LAST_DAY) {
    months += rules.service.every_months;
    day = addMonths(start, months);
    yield day;
  }
}
