// Dispatch orders and their rates in a month (docs/rules.md 11).
import { addDays, addMonths, daysBetween } from "./calendar.ts";
import type { Rules } from "./rules.ts";

export const ENDS = ["lost", "invalid", "declined", "redispatched", "withdrawn", "erased"];

/** A rate as it is counted; `d` = 0 is no rate. Never a rounded percentage. */
export interface Rate {
  n: number;
  d: number;
}

/** One lead handed to one dealer. `repliedOn` is the local day of a person's reply. */
export interface Order {
  id: string;
  dealer: string;
  dispatchedOn: string;
  repliedOn: string | null;
  signedOn: string | null;
  endedOn: string | null;
}

export interface Collected {
  receivedOn: string;
  signedOn: string | null;
}

/** A calendar month, first and last day included. */
export interface Month {
  first: string;
  last: string;
}

export function isIn(day: string | null, month: Month): boolean {
  return day !== null && month.first <= day && day <= month.last;
}

/** The rate of all together: numerators and denominators added, never a mean of rates. */
export function pooled(rates: readonly Rate[]): Rate {
  return rates.reduce((sum, rate) => ({ n: sum.n + rate.n, d: sum.d + rate.d }), { n: 0, d: 0 });
}

/** Whether a person replied on the day of dispatch or the next. */
export function isTimely(order: Order, rules: Rules): boolean {
  if (order.repliedOn === null) return false;
  const days = daysBetween(order.dispatchedOn, order.repliedOn);
  return days >= 0 && days <= rules.dispatch.reply_days;
}

/** Whether the last day for a timely reply has passed, so that the order counts. */
export function limitIsOver(order: Order, asOf: string, rules: Rules): boolean {
  return asOf > addDays(order.dispatchedOn, rules.dispatch.reply_days);
}

/** Of the month's orders whose limit is over, those replied to in time. */
export function timelyRate(orders: readonly Order[], month: Month, asOf: string, rules: Rules): Rate {
  const counted = orders.filter((order) => isIn(order.dispatchedOn, month) && limitIsOver(order, asOf, rules));
  return { n: counted.filter((order) => isTimely(order, rules)).length, d: counted.length };
}

/** The month's orders whose limit is not over yet. */
export function pending(orders: readonly Order[], month: Month, asOf: string, rules: Rules): number {
  return orders.filter((order) => isIn(order.dispatchedOn, month) && !limitIsOver(order, asOf, rules)).length;
}

/**
 * Of the orders to be followed up in the month, those signed in it. To be followed up: dispatched in it, or before it and
 * not ended before its first day.
 */
export function closeRate(orders: readonly Order[], month: Month): Rate {
  const followed = orders.filter((order) => isIn(order.dispatchedOn, month) || isOpenAt(order, month.first));
  return { n: followed.filter(({ signedOn }) => isIn(signedOn, month)).length, d: followed.length };
}

/** Signed in the period, whenever collected, ÷ collected in it; it may pass 1. Never mixed with the other. */
export function periodCloseRate(collected: readonly Collected[], month: Month): Rate {
  const count = (days: readonly (string | null)[]): number => days.filter((day) => isIn(day, month)).length;
  return { n: count(collected.map(({ signedOn }) => signedOn)), d: count(collected.map(({ receivedOn }) => receivedOn)) };
}

/** Whether the month's figures stand: from the final day of the next month on. */
export function isFinal(month: Month, asOf: string, rules: Rules): boolean {
  return asOf >= addDays(addMonths(month.first, 1), rules.report.final_day - 1);
}

function isOpenAt({ dispatchedOn, signedOn, endedOn }: Order, first: string): boolean {
  return dispatchedOn < first && (signedOn ?? first) >= first && (endedOn ?? first) >= first;
}
