// Everything the rules say of one lead on a day, as JSON (docs/rules.md 15).
import { activityFromRecord } from "./activity.ts";
import { columnByEvidence, columnNow, fallBack, missingFor, missingForClaim, nextColumn, OUTCOMES } from "./board.ts";
import { localDay } from "./calendar.ts";
import { type Change, classOf, expectedOn, isOverdue, nextChange } from "./classes.ts";
import { LIVE, type NotDue, whyNotDue } from "./dispatch.ts";
import { type Due, nextDue, type Told } from "./due.ts";
import { type Lead, leadFromRecord } from "./lead.ts";
import { type Man, man } from "./man.ts";
import { ENDS } from "./orders.ts";
import { InvalidInput, type Problem } from "./problems.ts";
import { Reader } from "./reader.ts";
import type { Rules } from "./rules.ts";

const STATES = ["open", "replied", "closed", "lost", "declined", "lapsed", "redispatched", "withdrawn", "erased"];
// What the files of plan, choose-dealer and explain-month hold, and no lead.
const OTHERS = ["leads", "tasks", "dealers", "open_orders", "orders", "collected"];
const GAVE_UP: readonly (string | null)[] = ["declined", "redispatched"];

/** A lead with all that is known of it. `excluded` are dealers that declined it or lost it. */
export interface Case {
  lead: Lead;
  told: Told;
  hasLiveOrder: boolean;
  excluded: ReadonlySet<string>;
  problems: readonly Problem[];
  leftOut: number;
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

/**
 * A case from `{lead, activities, dispatches?}`, a whole record, or a lead's fields alone. A bad activity or dispatch is
 * left out, and its problems stand in the case. `taken`, where given, has the ids of the leads before it: this one must
 * have another. Throws InvalidInput where the lead itself is wrong.
 */
export function readCase(value: unknown, rules: Rules, zone: string, path = "", taken: ReadonlySet<string> | null = null): Case {
  const reader = new Reader(value, path);
  const apart = ["lead", "activities", "dispatches"].some((name) => reader.holds(name));
  if (apart) reader.needs("lead");
  else if (OTHERS.some((name) => reader.holds(name))) reader.wrong("", "another_file");
  const record = apart ? reader.part("lead") : reader;
  const lead = leadFromRecord(record, rules, zone);
  if (taken !== null && reader.problems.length === 0) record.unique("id", taken);
  const [rows, orderRows] = [reader.rows("activities"), reader.rows("dispatches")];
  const isGood = ({ row }: { row: Reader }): boolean => row.problems.length === 0;
  const read = rows.map((row) => ({ row, activity: activityFromRecord(row, zone) })).filter(isGood);
  const orders = orderRows.map((row) => ({ row, ...orderOf(row.fields("dispatch"), zone) })).filter(isGood);
  const bad = [...rows, ...orderRows].filter(({ problems }) => problems.length > 0);
  const problems = bad.flatMap((row) => row.problems);
  if (reader.problems.length > 0) throw new InvalidInput([...reader.problems, ...problems]);
  return {
    lead,
    told: { activities: read.flatMap(({ activity }) => activity ?? []), dispatchedOn: givenOn(orders, lead.dealer), zone },
    hasLiveOrder: orders.some(({ live }) => live),
    excluded: new Set(orders.flatMap(({ dealer, gaveItUp }) => (dealer && gaveItUp ? [dealer] : []))),
    problems,
    leftOut: bad.length,
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

/** The latest day on which the lead was given to the dealer that has it. */
export function givenOn(orders: readonly Pick<Order, "dispatchedOn" | "dealer">[], has: string | null): string | null {
  const own = orders.filter(({ dealer }) => dealer === null || dealer === has);
  return own.flatMap(({ dispatchedOn }) => dispatchedOn ?? []).sort().at(-1) ?? null;
}

interface Order {
  dispatchedOn: string | null;
  dealer: string | null;
  live: boolean;
  gaveItUp: boolean;
}

/** The order that a dispatch's fields spell; what is wrong in them is noted with the reader. */
export function orderOf(fields: Reader, zone: string): Order {
  const [at, dealer, state] = [fields.moment("dispatched_at"), fields.text("dealer"), fields.choice("state", STATES)];
  const [end, ended] = [fields.choice("end", ENDS), fields.day("ended_on")];
  // How it ended stands in for a state that is not told.
  const live = state === null ? end === null && ended === null : LIVE.includes(state);
  return { dispatchedOn: at === null ? null : localDay(at, zone), dealer, live, gaveItUp: GAVE_UP.includes(state ?? end) };
}
