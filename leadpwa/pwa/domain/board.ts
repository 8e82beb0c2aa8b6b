// The board: which column the evidence carries on a day, what a claim lacks, falling back (docs/rules.md 6).
import { addDays, daysBetween, LAST_DAY } from "./calendar.ts";
import type { Lead } from "./lead.ts";
import type { Rules } from "./rules.ts";

export const COLUMNS = ["opportunity", "first_meeting", "p25", "p50", "p90", "closed"] as const;
export const ACTIVE: readonly string[] = ["p25", "p50", "p90"];
const DECIDING: readonly string[] = ["p50", "p90"];
const MEETING: readonly string[] = ["first_meeting"];
const STANDING: readonly string[] = ["first_meeting", ...ACTIVE];
export const OUTCOMES: readonly string[] = ["lost", "dormant", "invalid"];

export interface FellBack {
  from: string;
  proposedOn: string;
  /** The first day as an opportunity. */
  on: string;
  why: "next_step_passed" | "decision_passed" | "cycle_over" | "no_show";
}

type Met = (lead: Lead, today: string, rules: Rules) => boolean;
type Need = readonly [field: string, met: Met];

const passed = (day: string | null, today: string): boolean => day !== null && day <= today;
const latestDecision = (lead: Lead, today: string, rules: Rules): string => addDays(lead.stamped["decision_on"] ?? today, rules.board.sales_cycle_days);

const MET: readonly Need[] = [
  ["met_on", (lead, today) => passed(lead.metOn, today)],
  ["next_step", (lead) => lead.nextStepOn !== null],
];
const HALF: readonly Need[] = [
  ...MET,
  ["decider", (lead) => lead.decider],
  ["proposal_fits", (lead) => lead.proposalFits],
  ["price_discussed", (lead) => lead.priceDiscussed],
  ["decision_on", (lead, today, rules) => lead.decisionOn !== null && lead.decisionOn <= latestDecision(lead, today, rules)],
  ["delivery_on", (lead) => lead.deliveryOn !== null && (lead.decisionOn === null || lead.deliveryOn >= lead.decisionOn)],
];
/** The table of needs, each named by the wire's field that it wants. */
const NEEDS: Readonly<Record<string, readonly Need[]>> = {
  first_meeting: [["first_meeting_at", (lead, today) => lead.firstMeetingOn !== null || passed(lead.secondCallOn, today) || lead.metOn !== null]],
  p25: MET,
  p50: HALF,
  p90: [...HALF, ["said_yes_on", (lead, today) => passed(lead.saidYesOn, today)]],
  closed: [["signed_on", (lead, today) => passed(lead.signedOn, today)]],
};
const NONE: readonly Need[] = [];

/** The needs of a column that a lead does not meet on a day, in the order of the table. */
export function missingFor(lead: Lead, column: string, today: string, rules: Rules): string[] {
  return (NEEDS[column] ?? NONE).filter(([, met]) => !met(lead, today, rules)).map(([field]) => field);
}

/** The column after this one; null after the last and off the board. */
export function nextColumn(column: string): string | null {
  const place = COLUMNS.findIndex((one) => one === column);
  return place < 0 ? null : (COLUMNS[place + 1] ?? null);
}

/** Whether a person may move a lead there: back always, forward with nothing missing. */
export function canMove(lead: Lead, to: string, today: string, rules: Rules): boolean {
  const [from, place] = [columnNow(lead, today, rules), to].map((column) => COLUMNS.findIndex((one) => one === column)) as [number, number];
  return (place >= 0 && place <= from) || missingForClaim({ ...lead, column: to }, today, rules).length === 0;
}

/** What the claimed column or outcome lacks; [] when the claim holds. A fall-back is not in it. */
export function missingForClaim(lead: Lead, today: string, rules: Rules): string[] {
  if (lead.column === "lost") return outcomeLacks(lead, "lost", lead.lostWhy);
  if (lead.column === "invalid") return outcomeLacks(lead, "invalid_why", lead.invalidWhy);
  if (lead.column === "dormant") return lead.dormantUntil === null ? ["dormant_until"] : [];
  return missingFor(lead, lead.column, today, rules);
}

/** The furthest column up to the claim whose needs are met, or the outcome that holds; falls left out. */
export function columnByEvidence(lead: Lead, today: string, rules: Rules): string {
  let claim = lead.column;
  if (OUTCOMES.includes(claim)) {
    if (claim === "dormant" && lead.dormantUntil !== null) return lead.dormantUntil > today ? "dormant" : "opportunity";
    if (missingForClaim(lead, today, rules).length === 0) return claim;
    claim = "p90";
  }
  for (let place = COLUMNS.findIndex((column) => column === claim); place > 0; place -= 1) {
    const column = COLUMNS[place] ?? "opportunity";
    if ((NEEDS[column] ?? NONE).every(([, met]) => met(lead, today, rules))) return column;
  }
  return "opportunity";
}

/** Where a lead stands on a day: by its evidence, unless it has fallen back. */
export function columnNow(lead: Lead, today: string, rules: Rules): string {
  return stands(lead, today, rules)[0];
}

/** The fall that has happened by a day, if one has. */
export function fellBackNow(lead: Lead, today: string, rules: Rules): FellBack | null {
  return stands(lead, today, rules)[1];
}

/** The column on a day, and the fall that put the lead there, if one did. */
export function stands(lead: Lead, today: string, rules: Rules): [string, FellBack | null] {
  const column = columnByEvidence(lead, today, rules);
  const fall = STANDING.includes(column) ? firstFall(lead, rules, today) : null;
  return [fall ? "opportunity" : column, fall];
}

/** The fall that comes, or came, with the record as it is: the one that comes first, ties in the order named. */
export function fallBack(lead: Lead, rules: Rules): FellBack | null {
  return firstFall(lead, rules, LAST_DAY);
}

/** The first fall up to a day. Each reason begins on one day, and the column changes on few: only those are asked. */
function firstFall(lead: Lead, rules: Rules, until: string): FellBack | null {
  let [first, firstOn]: [Reason | null, string] = [null, ""];
  for (const reason of reasons(lead, rules)) {
    const start = addDays(reason.lastGood, rules.board.grace_days + 1);
    if (daysBetween(reason.lastGood, start) <= rules.board.grace_days) continue; // It would lie beyond the calendar's end: never.
    const on = start <= until ? firstDay(lead, reason.columns, start, rules) : null;
    if (on !== null && on <= until && (first === null || on < firstOn)) [first, firstOn] = [reason, on];
  }
  if (first === null) return null;
  const proposedOn = firstDay(lead, first.columns, addDays(first.lastGood, 1), rules) ?? firstOn;
  return { from: columnByEvidence(lead, firstOn, rules), proposedOn, on: firstOn, why: first.why };
}

interface Reason {
  why: FellBack["why"];
  /** The last day that is still good. */
  lastGood: string;
  columns: readonly string[];
}

function reasons(lead: Lead, rules: Rules): Reason[] {
  const found: Reason[] = [];
  if (lead.nextStepOn !== null) found.push({ why: "next_step_passed", lastGood: lead.nextStepOn, columns: ACTIVE });
  if (lead.decisionOn !== null && lead.saidYesOn === null) {
    found.push({ why: "decision_passed", lastGood: lead.decisionOn, columns: DECIDING });
  }
  const claimed = lead.stamped["column"];
  if (claimed) found.push({ why: "cycle_over", lastGood: addDays(claimed, rules.board.sales_cycle_days), columns: ACTIVE });
  if (lead.firstMeetingOn !== null && lead.metOn === null) {
    found.push({ why: "no_show", lastGood: lead.firstMeetingOn, columns: MEETING });
  }
  return found;
}

/** The first day from `start` on, on which the evidence carries one of the columns; it changes on four days at most. */
function firstDay(lead: Lead, columns: readonly string[], start: string, rules: Rules): string | null {
  if (columns.includes(columnByEvidence(lead, start, rules))) return start;
  let first: string | null = null;
  for (const turn of [lead.metOn, lead.saidYesOn, lead.secondCallOn, lead.signedOn]) {
    if (turn === null || turn <= start || (first !== null && turn >= first)) continue;
    if (columns.includes(columnByEvidence(lead, turn, rules))) first = turn;
  }
  return first;
}

function outcomeLacks(lead: Lead, name: string, why: string | null): string[] {
  return [...(why ? [] : [name]), ...(lead.outcomeConfirmed ? [] : ["outcome_confirmed"])];
}
