// Everything the rules say of one lead on a day, as JSON (docs/rules.md 15).
import { activityFromRecord } from "./activity.ts";
import { columnByEvidence, columnNow, fallBack, missingFor, missingForClaim, nextColumn, OUTCOMES } from "./board.ts";
import { localDay } from "./calendar.ts";
import { type Change, classOf, expectedOn, isOverdue, nextChange } from "./classes.ts";
import { LIVE, type NotDue, whyNotDue } from "./dispatch.ts";
import { type Due, nextDue, type Told } from "./due.ts";
import { type Lead, leadFromRecord } from "./lead.ts";
import { type Man, man } from "./man.ts";
import { Reader } from "./reader.ts";
import type { Rules } from "./rules.ts";

const STATES = ["open", "replied", "closed", "lost", "declined", "lapsed", "redispatched", "withdrawn", "erased"];
const GAVE_UP: readonly (string | null)[] = ["declined", "redispatched"];

/** A lead with all that is known of it. `excluded` are dealers that declined it or lost it. */
export interface Case {
  lead: Lead;
  told: Told;
  hasLiveOrder: boolean;
  excluded: ReadonlySet<string>;
}

export interface Classified {
  class: string | null;
  overdue: boolean;
  next_change: Change | null;
}

export interface Explained extends Classified {
  on: string;
  column: string;
  column_now: string;
  missing: string[];
  next_column: string | null;
  missing_for_next: string[];
  fall_back: { proposed_on: string; on: string; from: string; why: string } | null;
  man: Man;
  next_due: Due | null;
  dispatch: { due: boolean; because: NotDue | null };
}

/** A case from `{lead, activities, dispatches?}`, a whole record, or a lead's fields alone. Throws InvalidInput. */
export function readCase(value: unknown, rules: Rules, zone: string, path = ""): Case {
  const reader = new Reader(value, path);
  const apart = ["lead", "activities", "dispatches"].some((name) => reader.holds(name));
  if (apart) reader.needs("lead");
  const lead = leadFromRecord(apart ? reader.part("lead") : reader, rules, zone);
  const activities = reader.rows("activities").map((row) => {
    const activity = activityFromRecord(row, zone);
    reader.problems.push(...row.problems);
    return activity;
  });
  const orders = reader.rows("dispatches").map((row) => {
    const order = orderOf(row.fields(), zone);
    reader.problems.push(...row.problems);
    return order;
  });
  reader.finish();
  const given = orders.filter(({ dealer }) => dealer === null || dealer === lead.dealer).flatMap(({ dispatchedOn }) => dispatchedOn ?? []);
  return {
    lead,
    told: { activities: activities.filter((activity) => activity !== null), dispatchedOn: given.sort().at(-1) ?? null, zone },
    hasLiveOrder: orders.some(({ live }) => live),
    excluded: new Set(orders.flatMap(({ dealer, gaveItUp }) => (dealer && gaveItUp ? [dealer] : []))),
  };
}

/** What `leadpwa explain` answers, but for the rules' hash and the pages. */
export function explain({ lead, told, hasLiveOrder }: Case, today: string, rules: Rules): Explained {
  const now = columnNow(lead, today, rules);
  const onward = nextColumn(now);
  const whyNot = whyNotDue(lead, told, today, rules, hasLiveOrder);
  const onBoard = ![...OUTCOMES, "closed"].includes(columnByEvidence(lead, today, rules));
  const fall = onBoard ? fallBack(lead, rules) : null;
  return {
    on: today,
    ...classified(expectedOn(lead, rules), today, rules),
    column: lead.column,
    column_now: now,
    missing: missingForClaim(lead, today, rules),
    next_column: onward,
    missing_for_next: onward === null ? [] : missingFor(lead, onward, today, rules),
    fall_back: fall && { proposed_on: fall.proposedOn, on: fall.on, from: fall.from, why: fall.why },
    man: man(lead.money, lead.authority, lead.need),
    next_due: nextDue(lead, told, today, rules),
    dispatch: { due: whyNot === null, because: whyNot },
  };
}

/** Class, whether overdue, and the next change; nulls while unclassified. */
export function classified(expected: string | null, today: string, rules: Rules): Classified {
  if (expected === null) return { class: null, overdue: false, next_change: null };
  return { class: classOf(expected, today, rules), overdue: isOverdue(expected, today), next_change: nextChange(expected, today, rules) };
}

interface Order {
  dispatchedOn: string | null;
  dealer: string | null;
  live: boolean;
  gaveItUp: boolean;
}

function orderOf(fields: Reader, zone: string): Order {
  const [at, dealer, state] = [fields.moment("dispatched_at"), fields.text("dealer"), fields.choice("state", STATES)];
  const live = state === null ? !fields.has("end") : LIVE.includes(state);
  return { dispatchedOn: at === null ? null : localDay(at, zone), dealer, live, gaveItUp: GAVE_UP.includes(state) };
}
