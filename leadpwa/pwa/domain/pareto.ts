// What a lead is worth today, and the few that make most of it (docs/rules.md 9).
import { columnNow, COLUMNS } from "./board.ts";
import type { Lead } from "./lead.ts";
import type { Rules } from "./rules.ts";
import { byCodePoint } from "./words.ts";

export interface Vital {
  /** Most valuable first. */
  marked: readonly string[];
  ranked: number;
  /** Open leads without a budget. */
  withoutBudget: number;
}

const BEFORE_CLOSED: readonly string[] = COLUMNS.slice(0, -1);

export function hasBudget(lead: Lead): boolean {
  return lead.budgetMin !== null || lead.budgetMax !== null;
}

/**
 * Expected value in that column: (min + max) × probability in per cent, so 200 times the yuan. A missing bound is the
 * other one; 0 without a budget, when closed, and off the board.
 */
export function valueIn(lead: Lead, column: string, rules: Rules): number {
  if (!hasBudget(lead) || !BEFORE_CLOSED.includes(column)) return 0;
  const [least, most] = [lead.budgetMin ?? lead.budgetMax ?? 0, lead.budgetMax ?? lead.budgetMin ?? 0];
  return (least + most) * (rules.board.probability[column] ?? 0);
}

/** Expected value where the lead stands on a day. */
export function valueOf(lead: Lead, today: string, rules: Rules): number {
  return valueIn(lead, columnNow(lead, today, rules), rules);
}

/** Whether a lead is one to work on: of stage lead, on the board before closed, not deleted or merged. */
export function isOpen(lead: Lead, column: string): boolean {
  return lead.stage === "lead" && BEFORE_CLOSED.includes(column) && !lead.deleted && !lead.merged;
}

/** The shortest head, by value and then id, that makes `pareto.share` per cent of the total. */
export function vitalFew(leads: readonly Lead[], today: string, rules: Rules): Vital {
  const worth: { id: string; value: number }[] = [];
  let withoutBudget = 0;
  for (const lead of leads) {
    const column = columnNow(lead, today, rules);
    if (!isOpen(lead, column)) continue;
    if (hasBudget(lead)) worth.push({ id: lead.id, value: valueIn(lead, column, rules) });
    else withoutBudget += 1;
  }
  worth.sort((a, b) => b.value - a.value || byCodePoint(a.id, b.id));
  // Whole numbers of any size: a sum of budgets times per cent can pass 2⁵³.
  const total = worth.reduce((sum, { value }) => sum + BigInt(value), 0n);
  const enough = BigInt(rules.pareto.share) * total;
  const marked: string[] = [];
  let sum = 0n;
  for (const { id, value } of worth) {
    if (100n * sum >= enough) break;
    sum += BigInt(value);
    marked.push(id);
  }
  return { marked, ranked: worth.length, withoutBudget };
}
