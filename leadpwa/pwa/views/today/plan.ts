// The week's work in its order (docs/rules.md, week plan): who is in it, in which group, in which place. Pure.
import { addDays } from "../../domain/calendar.ts";
import type { Shown } from "../../store/types.ts";
import type { Known } from "../known.ts";

export interface Item {
  lead: Known;
  /** 1–7 of the week plan. */
  group: number;
}

export interface Plan {
  open: readonly Item[];
  /** How many were contacted today. */
  done: number;
}

const STANDING: readonly string[] = ["first_meeting", "p25", "p50", "p90"];
const GROUP_OF_COLUMN: Readonly<Record<string, number>> = { opportunity: 1, first_meeting: 2, p90: 3, p50: 4, p25: 5, closed: 6, dormant: 7 };

/** An open complaint comes before all; what fell back or wakes is met again; else the column decides. */
export function groupOf(lead: Known): number {
  if (lead.shown.fields["stage"] === "enquiry") return 1;
  if (lead.due?.why === "complaint") return 6;
  if (lead.fellBack || lead.due?.why === "wake_up") return 7;
  return GROUP_OF_COLUMN[lead.column] ?? 1;
}

export const sundayOf = (today: string): string => addDays(today, (7 - new Date(`${today}T12:00:00Z`).getUTCDay()) % 7);

/** Due by the week's Sunday, or standing in an active column. */
const inPlan = (lead: Known, sunday: string): boolean =>
  (lead.due !== null && lead.due.on <= sunday) || (STANDING.includes(lead.column) && lead.due !== null);

export function planOf(leads: readonly Known[], today: string, contactedToday: (lead: Known) => boolean): Plan {
  const sunday = sundayOf(today);
  const open = leads.filter((lead) => inPlan(lead, sunday) && !contactedToday(lead));
  return { open: open.map((lead) => ({ lead, group: groupOf(lead) })).sort(inOrder), done: leads.filter(contactedToday).length };
}

/** Complaints on top, then the groups; within one: overdue first, class A before E, the earlier day, the id. */
function inOrder(a: Item, b: Item): number {
  const rank = ({ lead, group }: Item): string =>
    [lead.due?.why === "complaint" ? 0 : 1, group, lead.due?.overdue ? 0 : 1, lead.class ?? "~", lead.due?.on ?? "~", lead.id].join("|");
  return rank(a) < rank(b) ? -1 : 1;
}

/** Whether an activity that is more than a note was logged on that day. */
export function contactOn(activities: readonly Shown[], day: string, dayOf: (at: string) => string | null): boolean {
  return activities.some(({ fields }) => fields["type"] !== "note" && typeof fields["at"] === "string" && dayOf(fields["at"]) === day);
}
