// Purchase classes: what the expected day means today, and when that changes (docs/rules.md, 3).
import { addDays, addMonths, daysBetween } from "./calendar.ts";
import type { Lead } from "./lead.ts";
import type { Rules, Span } from "./rules.ts";

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
  const found = rules.classes.find(({ upto }) => upto !== null && after(today, upto) >= expectedOn);
  return (found ?? lastOf(rules)).class;
}

/** Whether the expected day has passed. */
export function isOverdue(expectedOn: string, today: string): boolean {
  return expectedOn < today;
}

/** The first later day on which the class is another, found by the rule itself; null in the first class. */
export function nextChange(expectedOn: string, today: string, rules: Rules): Change | null {
  const now = classOf(expectedOn, today, rules);
  if (now === rules.classes[0]?.class) return null;
  let low = today;
  let high = expectedOn;
  while (addDays(low, 1) < high) {
    const middle = addDays(low, Math.floor(daysBetween(low, high) / 2));
    if (classOf(expectedOn, middle, rules) === now) low = middle;
    else high = middle;
  }
  return { on: high, to: classOf(expectedOn, high, rules) };
}

/** The far end of a window that was named on a day. A letter that the scheme does not have is answered by its last. */
export function expectedFromWindow(letter: string, answeredOn: string, rules: Rules): string {
  return after(answeredOn, (rules.classes.find((rule) => rule.class === letter) ?? lastOf(rules)).answer);
}

/** The day on which a lead is expected to buy: as given, else the far end of the window named at capture. */
export function expectedOn(lead: Lead, rules: Rules): string | null {
  if (lead.expectedOn !== null) return lead.expectedOn;
  const known = rules.classes.some((rule) => rule.class === lead.purchaseWindow);
  if (!known || lead.purchaseWindow === null || lead.capturedOn === null) return null;
  return expectedFromWindow(lead.purchaseWindow, lead.capturedOn, rules);
}

/** The class of a lead on a day; null while nobody has asked. */
export function leadClass(lead: Lead, today: string, rules: Rules): string | null {
  const expected = expectedOn(lead, rules);
  return expected === null ? null : classOf(expected, today, rules);
}

function lastOf(rules: Rules): Rules["classes"][number] {
  const last = rules.classes.at(-1);
  if (!last) throw new Error("the scheme has no classes");
  return last;
}
