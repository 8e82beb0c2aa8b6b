// The week's plan: what is in it, in which group, in which order (docs/rules.md 8).
import { openComplaints, standing } from "./activity.ts";
import { ACTIVE, type FellBack, stands } from "./board.ts";
import { LAST_DAY, weekOf } from "./calendar.ts";
import { leadClass, rankOf } from "./classes.ts";
import { nextDueIn, type Reason, type Told } from "./due.ts";
import type { Lead } from "./lead.ts";
import { valueIn } from "./pareto.ts";
import type { Rules } from "./rules.ts";
import { byCodePoint } from "./words.ts";

/** Work typed by hand for a day; private matters come after all else. */
export interface Task {
  id: string;
  on: string;
  private: boolean;
}

export interface Item {
  id: string;
  /** 1 to 8; null for private matters. */
  group: number | null;
  dueOn: string | null;
  overdue: boolean;
  /** Null for tasks, and where nothing is due. */
  why: Reason | null;
  /** The place of the class in its scheme. */
  rank: number;
  value: number;
}

const [NEW, SERVICE, AGAIN, PAPERWORK] = [1, 6, 7, 8];
const GROUPS: Readonly<Record<string, number>> = { first_meeting: 2, p90: 3, p50: 4, p25: 5, closed: SERVICE, dormant: AGAIN };
const AFTER_ALL = 9;

/** What belongs in the plan of the week that `today` is in, in no order: due by its Sunday, or in work. */
export function weekItems(leads: readonly (readonly [Lead, Told])[], tasks: readonly Task[], today: string, rules: Rules): Item[] {
  const [, sunday] = weekOf(today);
  const found: Item[] = [];
  for (const [lead, told] of leads) {
    const item = itemOf(lead, told, today, sunday, rules);
    if (item !== null) found.push(item);
  }
  const typed = tasks
    .filter(({ on }) => on <= sunday)
    .map((task) => ({
      id: task.id, group: task.private ? null : PAPERWORK, dueOn: task.on, overdue: task.on < today,
      why: null, rank: rankOf(null, rules), value: 0,
    }));
  return found.concat(typed);
}

/** The items as they are to be done: by group; then overdue, class, value, day, id. */
export function inOrder<T extends Item>(items: readonly T[]): T[] {
  return [...items].sort(
    (a, b) =>
      (a.group ?? AFTER_ALL) - (b.group ?? AFTER_ALL) ||
      Number(b.overdue) - Number(a.overdue) ||
      a.rank - b.rank ||
      b.value - a.value ||
      byDay(a.dueOn ?? LAST_DAY, b.dueOn ?? LAST_DAY) ||
      byCodePoint(a.id, b.id),
  );
}

function byDay(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function itemOf(lead: Lead, told: Told, today: string, sunday: string, rules: Rules): Item | null {
  if (lead.deleted || lead.merged) return null;
  const [column, fall] = stands(lead, today, rules);
  const due = nextDueIn(lead, column, told, today, rules);
  const inWork = column === "first_meeting" || ACTIVE.includes(column);
  if (!inWork && (due === null || due.on > sunday)) return null;
  return {
    id: lead.id,
    group: groupOf(lead, column, fall, told),
    dueOn: due?.on ?? null,
    overdue: due !== null && due.on < today,
    why: due?.why ?? null,
    rank: rankOf(leadClass(lead, today, rules), rules),
    value: valueIn(lead, column, rules),
  };
}

/** The group of a lead that stands in `column` now: open complaints before all, then enquiries, then the column. */
export function groupOf(lead: Lead, column: string, fall: FellBack | null, told: Told): number {
  if (openComplaints(standing(told.activities)).length > 0) return SERVICE;
  if (lead.stage === "enquiry") return NEW;
  const group = GROUPS[column];
  if (group !== undefined) return group;
  const woken = lead.column === "dormant" && lead.dormantUntil !== null;
  return woken || lead.movedBack || fall ? AGAIN : NEW;
}
