// The closing ratio: what closes use up, and how many first meetings replace it (docs/rules.md 7).
import type { Rules } from "./rules.ts";

/** One in n ÷ d, exactly. */
export interface OneIn {
  n: number;
  d: number;
}

/**
 * One in how many: the advisor's own of the last months, once there are enough outcomes and a close. `outcomes` counts
 * closed and confirmed lost leads of the last `ratio.own_months`, `closes` the closed ones.
 */
export function ownRatio(outcomes: number, closes: number, rules: Rules): OneIn {
  if (outcomes < rules.ratio.own_outcomes || closes === 0) return { n: rules.ratio.closing, d: 1 };
  return { n: outcomes, d: closes };
}

/** How many of `prospects` are left when each close uses up one in `ratio`; whole ones, never below 0. */
export function left(prospects: number, closes: number, ratio: OneIn): number {
  return Math.max(0, Math.floor((prospects * ratio.d - closes * ratio.n) / ratio.d));
}

/**
 * First meetings to book now so that `quota` closes are met one sales cycle from now. `active` counts the leads at p25,
 * p50 and p90, `dated` the first meetings dated from today on.
 */
export function firstMeetingsToBook(quota: number, active: number, dated: number, ratio: OneIn, rules: Rules): number {
  const wanted = (rules.ratio.meetings_per_prospect * (quota * ratio.n - active * ratio.d)) / ratio.d;
  return Math.max(0, Math.ceil(wanted) - dated);
}
