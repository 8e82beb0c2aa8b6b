// Purchase classes: what the expected day means today, and when that changes (docs/rules.md 3).
import { addDays, addMonths } from "./calendar.ts";
import type { Lead } from "./lead.ts";
import type { ClassRule, Rules, Span } from "./rules.ts";

export interface Change {
  on: string;
  to: string;
}

/** The day that is a span later; months are clamped to their end. */
export function after(day: string, span: Span): string {
  return span.unit === "months" ? addMonths(day, span.value) : addDays(day, span.value);
}

/** The first class whose bound is not before the expected day; the last where none is. */
export function classOf(expectedOn: string, today: string, rules: Rules): string {
  return (rules.classes[placeOf(expectedOn, today, rules)] ?? lastOf(rules)).class;
}

/** Whether the expected day has passed. */
export function isOverdue(expectedOn: string, today: string): boolean {
  return expectedOn < today;
}

/**
 * The first later day on which the class is another; null in the first class. Found by the rule itself: subtracting
 * months from the expected day alone misses it by the ends of months.
 */
export function nextChange(expectedOn: string, today: string, rules: Rules): Change | null {
  const nearer = rules.classes[placeOf(expectedOn, today, rules) - 1]?.upto;
  if (!nearer) return null;
  const on = firstDayWithin(expectedOn, nearer);
  return { on, to: classOf(expectedOn, on, rules) };
}

/** The first day from which the expected day is no more than a span away. */
export function firstDayWithin(expectedOn: string, span: Span): string {
  if (span.unit === "days") return addDays(expectedOn, -span.value);
  let day = addMonths(expectedOn, -span.value);
  // 28 Feb + 1 month is 28 Mar, short of 31 Mar: the day wanted is 1 Mar.
  while (after(day, span) < expectedOn) day = addDays(day, 1);
  return day;
}

/** The place of a class in its scheme, from 0; unclassified comes after all of them. */
export function rankOf(letter: string | null, rules: Rules): number {
  const rank = rules.classes.findIndex((rule) => rule.class === letter);
  return rank < 0 ? rules.classes.length : rank;
}

/** Whether leads of that class are given to dealers. */
export function isDispatched(letter: string | null, rules: Rules): boolean {
  return ruleOf(letter, rules)?.dispatch === true;
}

/** Days from one contact to the next in that class; null is unclassified. */
export function nurtureDays(letter: string | null, rules: Rules): number {
  return ruleOf(letter, rules)?.nurture_days ?? rules.contact.unclassified_days;
}

/** The far end of a window that was named on a day; null for a letter that the scheme does not have. */
export function expectedFromWindow(letter: string, answeredOn: string, rules: Rules): string | null {
  const rule = ruleOf(letter, rules);
  return rule ? after(answeredOn, rule.answer) : null;
}

/** The day on which a lead is expected to buy: as given, else the far end of the window named at capture. */
export function expectedOn(lead: Lead, rules: Rules): string | null {
  if (lead.expectedOn !== null) return lead.expectedOn;
  if (lead.purchaseWindow === null || lead.capturedOn === null) return null;
  return expectedFromWindow(lead.purchaseWindow, lead.capturedOn, rules);
}

/** The class of a lead on a day; null while nobody has asked. */
export function leadClass(lead: Lead, today: string, rules: Rules): string | null {
  const expected = expectedOn(lead, rules);
  return expected === null ? null : classOf(expected, today, rules);
}

function ruleOf(letter: string | null, rules: Rules): ClassRule | undefined {
  return rules.classes.find((rule) => rule.class === letter);
}

function placeOf(expectedOn: string, today: string, rules: Rules): number {
  const place = boundsOn(today, rules).findIndex((bound) => bound >= expectedOn);
  return place < 0 ? rules.classes.length - 1 : place;
}

const known = new WeakMap<Rules, Map<string, string[]>>();

/** The bounds of all classes on a day, worked out once a day and not once a lead. */
function boundsOn(today: string, rules: Rules): string[] {
  let days = known.get(rules);
  if (!days) known.set(rules, (days = new Map()));
  let bounds = days.get(today);
  if (!bounds) {
    bounds = rules.classes.flatMap(({ upto }) => (upto ? [after(today, upto)] : []));
    days.set(today, bounds);
  }
  return bounds;
}

function lastOf(rules: Rules): ClassRule {
  const last = rules.classes.at(-1);
  if (!last) throw new Error("the scheme has no classes");
  return last;
}
