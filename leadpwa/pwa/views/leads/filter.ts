// Which leads the list shows, and in which order. Pure.
import { folded } from "../../domain/words.ts";
import type { Known } from "../known.ts";
import { initials } from "./pinyin.ts";

export interface Filter {
  words: string;
  overdue: boolean;
  event: string | null;
  class: string;
  column: string;
}

export const NO_FILTER: Filter = { words: "", overdue: false, event: null, class: "", column: "" };

export const isOverdue = (lead: Known): boolean => lead.due?.overdue === true;
export const inEvent = (lead: Known, event: string): boolean => lead.shown.fields["event"] === event;

export function filtered(leads: readonly Known[], filter: Filter): Known[] {
  const wanted = folded(filter.words);
  return leads.filter(
    (lead) =>
      (!filter.overdue || isOverdue(lead)) &&
      (filter.event === null || inEvent(lead, filter.event)) &&
      (filter.class === "" || (lead.class ?? "none") === filter.class) &&
      (filter.column === "" || lead.column === filter.column) &&
      (wanted === "" || matches(lead, wanted)),
  );
}

/** Needs attention first, then by the day it is due, none last; within a day by class, then the newest. */
export function dueFirst(leads: readonly Known[]): Known[] {
  const key = (lead: Known): string => `${lead.state === "attention" ? 0 : 1}|${lead.due?.on ?? "9999-99-99"}`;
  return leads
    .map((lead, index) => ({ lead, index, key: key(lead) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.lead.rank - b.lead.rank || a.index - b.index))
    .map(({ lead }) => lead);
}

/** Part of a name, company or WeChat; first letters of the name; the end of the number, or all of it. */
function matches(lead: Known, wanted: string): boolean {
  const text = (field: string): string => (typeof lead.shown.fields[field] === "string" ? folded(lead.shown.fields[field]) : "");
  if ([text("name"), text("company"), text("wechat"), text("email")].some((one) => one.includes(wanted))) return true;
  if (/^[a-z]+$/.test(wanted) && initials(lead.name).startsWith(wanted)) return true;
  const digits = wanted.replace(/[\s-]/g, "");
  const mobile = (lead.mobile ?? "").replace(/\D/g, "");
  return /^\d{3,}$/.test(digits) && (mobile.endsWith(digits) || (digits.length >= 7 && mobile.includes(digits)));
}
