// The board: which column the evidence carries on a day, what a claim lacks, falling back (docs/rules.md 6).
import { addDays } from "./calendar.ts";
import type { Lead } from "./lead.ts";
import type { Rules } from "./rules.ts";

export const COLUMNS = ["opportunity", "first_meeting", "p25", "p50", "p90", "closed"] as const;
export const ACTIVE: readonly string[] = ["p25", "p50", "p90"];
const STANDING: readonly string[] = ["first_meeting", ...ACTIVE];
export const OUTCOMES: readonly string[] = ["lost", "dormant", "invalid"];

export interface FellBack {
  from: string;
  proposedOn: string;
  /** The first day as an opportunity. */
  on: string;
  why: "next_step_passed" | "decision_passed" | "cycle_over" | "no_show";
}

/** The needs of a column that a lead does not meet on a day, in the order of the table. */
export function missingFor(lead: Lead, column: string, today: string, rules: Rules): string[] {
  const passed = (day: string | null): boolean => day !== null && day <= today;
  const lacks: [string, boolean][] = [];
  if (column === "first_meeting") {
    lacks.push(["first_meeting_at", lead.firstMeetingOn === null && !passed(lead.secondCallOn) && lead.metOn === null]);
  } else if (ACTIVE.includes(column)) {
    lacks.push(["met_on", !passed(lead.metOn)], ["next_step", lead.nextStepOn === null]);
    if (column !== "p25") lacks.push(...lacksForHalf(lead, today, rules));
    if (column === "p90") lacks.push(["said_yes_on", !passed(lead.saidYesOn)]);
  } else if (column === "closed") {
    lacks.push(["signed_on", !passed(lead.signedOn)]);
  }
  return lacks.filter(([, missing]) => missing).map(([name]) => name);
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
  const upTo = Math.max(0, COLUMNS.findIndex((column) => column === claim));
  const carried = COLUMNS.slice(0, upTo + 1).reverse();
  return carried.find((column) => missingFor(lead, column, today, rules).length === 0) ?? "opportunity";
}

/** Where a lead stands on a day: by its evidence, unless it has fallen back. */
export function columnNow(lead: Lead, today: string, rules: Rules): string {
  return fellBackNow(lead, today, rules) ? "opportunity" : columnByEvidence(lead, today, rules);
}

/** The fall that has happened by a day, if one has. */
export function fellBackNow(lead: Lead, today: string, rules: Rules): FellBack | null {
  if (!STANDING.includes(columnByEvidence(lead, today, rules))) return null;
  const fall = fallBack(lead, rules);
  return fall !== null && fall.on <= today ? fall : null;
}

/**
 * The fall that comes, or came, with the record as it is: the one that comes first, ties in the order named. The column
 * changes only on a few days and each reason begins on one, so only those days are looked at.
 */
export function fallBack(lead: Lead, rules: Rules): FellBack | null {
  const turns = [lead.metOn, lead.saidYesOn, lead.secondCallOn, lead.signedOn].filter((day) => day !== null);
  const grace = rules.board.grace_days;
  let first: FellBack | null = null;
  for (const { why, lastGood, columns } of reasons(lead, rules)) {
    const on = firstDay(lead, columns, addDays(lastGood, grace + 1), turns, rules);
    const proposedOn = firstDay(lead, columns, addDays(lastGood, 1), turns, rules);
    if (on !== null && proposedOn !== null && (first === null || on < first.on)) {
      first = { from: columnByEvidence(lead, on, rules), proposedOn, on, why };
    }
  }
  return first;
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
    found.push({ why: "decision_passed", lastGood: lead.decisionOn, columns: ["p50", "p90"] });
  }
  const claimed = lead.stamped["column"];
  if (claimed) found.push({ why: "cycle_over", lastGood: addDays(claimed, rules.board.sales_cycle_days), columns: ACTIVE });
  if (lead.firstMeetingOn !== null && lead.metOn === null) {
    found.push({ why: "no_show", lastGood: lead.firstMeetingOn, columns: ["first_meeting"] });
  }
  return found;
}

function firstDay(lead: Lead, columns: readonly string[], start: string, turns: readonly string[], rules: Rules): string | null {
  const days = [start, ...turns.filter((day) => day > start)].sort();
  return days.find((day) => columns.includes(columnByEvidence(lead, day, rules))) ?? null;
}

function outcomeLacks(lead: Lead, name: string, why: string | null): string[] {
  return [...(why ? [] : [name]), ...(lead.outcomeConfirmed ? [] : ["outcome_confirmed"])];
}

function lacksForHalf(lead: Lead, today: string, rules: Rules): [string, boolean][] {
  const stated = lead.stamped["decision_on"] || today;
  const latest = addDays(stated, rules.board.sales_cycle_days);
  return [
    ["decider", !lead.decider],
    ["proposal_fits", !lead.proposalFits],
    ["price_discussed", !lead.priceDiscussed],
    ["decision_on", lead.decisionOn === null || lead.decisionOn > latest],
    ["delivery_on", lead.deliveryOn === null || (lead.decisionOn !== null && lead.deliveryOn < lead.decisionOn)],
  ];
}
