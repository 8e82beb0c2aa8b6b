// The week's work as the day shows it: the rules' order, open complaints pinned on top, who was contacted today ticked off.
import { inOrder, type Item as WeekItem } from "../../domain/week.ts";
import type { Known } from "../known.ts";

export interface Item extends WeekItem {
  group: number;
  lead: Known;
}

export interface Plan {
  /** Those with an open complaint: before all else, whatever their group. */
  pinned: readonly Item[];
  open: readonly Item[];
  /** How many were contacted today. */
  done: number;
}

const WAYS = ["mobile", "wechat", "email"];

/** Anonymous interest counts on the board; nobody can be asked to call it. */
const isReachable = ({ shown }: Known): boolean => WAYS.some((way) => Boolean(shown.fields[way]));

export function planOf(leads: readonly Known[]): Plan {
  const isDone = (lead: Known): boolean => lead.contacted && !lead.complaint;
  const open = leads.flatMap((lead): Item[] => {
    const { week } = lead;
    // Only private tasks are in no group.
    if (week === null || week.group === null || !isReachable(lead) || isDone(lead)) return [];
    return [{ ...week, group: week.group, id: lead.id, lead }];
  });
  const [pinned, rest] = [open.filter(({ lead }) => lead.complaint), open.filter(({ lead }) => !lead.complaint)];
  return { pinned: inOrder(pinned), open: inOrder(rest), done: leads.filter(isDone).length };
}
