// What is to be done today, from what is due by the rules, in the groups of the week plan. Pure.
import { daysBetween } from "../../i18n/format.ts";
import type { Shown } from "../../store/types.ts";
import type { Known } from "../known.ts";

export interface Item {
  lead: Known;
  /** 1–7 of the week plan. */
  group: number;
}

export interface Plan {
  open: readonly Item[];
  /** Leads contacted today that are no longer due. */
  done: readonly Known[];
  /** Due within the next days, nearest first. */
  upcoming: readonly Known[];
}

const UPCOMING_DAYS = 7;
const UPCOMING_MOST = 12;
const GROUP_OF_COLUMN: Readonly<Record<string, number>> = { opportunity: 1, first_meeting: 2, p90: 3, p50: 4, p25: 5, closed: 6, dormant: 7 };

/** A complaint comes before all; what fell back is group 7; else the column decides. */
export function groupOf(lead: Known): number {
  if (lead.due?.why === "complaint") return 6;
  if (lead.fellBack || lead.due?.why === "wake_up") return 7;
  return GROUP_OF_COLUMN[lead.column] ?? 1;
}

export function planOf(leads: readonly Known[], today: string, contactedToday: (lead: Known) => boolean): Plan {
  const due = leads.filter((lead) => lead.due !== null);
  const open = due.filter((lead) => (lead.due?.on ?? "") <= today);
  const later = due.filter((lead) => (lead.due?.on ?? "") > today && daysBetween(today, lead.due?.on ?? today) <= UPCOMING_DAYS);
  return {
    open: open.map((lead) => ({ lead, group: groupOf(lead) })).sort(inOrder),
    done: leads.filter((lead) => contactedToday(lead) && !open.includes(lead)),
    upcoming: [...later].sort(byDue).slice(0, UPCOMING_MOST),
  };
}

/** Complaints on top, then the groups; within one: overdue first, class A before E, the earlier day, the id. */
function inOrder(a: Item, b: Item): number {
  const rank = ({ lead, group }: Item): string =>
    [lead.due?.why === "complaint" ? 0 : 1, group, lead.due?.overdue ? 0 : 1, lead.class ?? "~", lead.due?.on, lead.id].join("|");
  return rank(a) < rank(b) ? -1 : 1;
}

function byDue(a: Known, b: Known): number {
  const rank = (lead: Known): string => [lead.due?.on, lead.class ?? "~", lead.id].join("|");
  return rank(a) < rank(b) ? -1 : 1;
}

/** Whether an activity that is a contact was logged on that day. */
export function contactOn(activities: readonly Shown[], day: string, dayOf: (at: string) => string): boolean {
  return activities.some(({ fields }) => fields["type"] !== "note" && typeof fields["at"] === "string" && dayOf(fields["at"]) === day);
}
