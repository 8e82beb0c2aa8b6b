// How long a lead is kept (docs/rules.md 14).
import { type Activity, latest } from "./activity.ts";
import { columnNow } from "./board.ts";
import { addDays, addMonths } from "./calendar.ts";
import type { Lead } from "./lead.ts";
import type { Rules } from "./rules.ts";

/** On the manager's list from `until`; erased on `eraseOn` unless a manager gives a reason and a new day. */
export interface Retention {
  until: string;
  eraseOn: string;
}

/**
 * When a lead is to be looked at and erased, by where it stands on a day. Counted from delivery (else signature) of a
 * closed lead, from the outcome of a lost or invalid one, else from the last activity (else capture). Null where no such
 * day is known.
 */
export function retention(lead: Lead, activities: readonly Activity[], today: string, rules: Rules): Retention | null {
  const [start, months] = kept(lead, activities, columnNow(lead, today, rules), rules);
  if (start === null) return null;
  const until = addMonths(start, months);
  return { until, eraseOn: addDays(until, rules.retention.listed_days) };
}

function kept(lead: Lead, activities: readonly Activity[], column: string, rules: Rules): [string | null, number] {
  const months = rules.retention;
  const last = latest(activities, () => true) ?? lead.capturedOn;
  if (column === "closed") return [lead.deliveredOn ?? lead.signedOn, months.closed_months];
  if (column === "lost") return [lead.lostOn ?? lead.outcomeOn ?? lead.stamped["lost"] ?? last, months.lost_months];
  if (column === "invalid") return [lead.outcomeOn ?? lead.stamped["invalid_why"] ?? last, months.invalid_months];
  if (!(lead.mobile || lead.wechat || lead.email)) return [last, months.anonymous_months];
  return [last, lead.stage === "enquiry" ? months.enquiry_months : months.open_months];
}
