// The one place where the screens ask the rules about a lead.
import { type Activity, activityFromWire, isContact, openComplaints, standing } from "../domain/activity.ts";
import { columnNow, fallBack, fellBackNow, missingFor, missingForClaim } from "../domain/board.ts";
import { daysBetween } from "../domain/calendar.ts";
import { expectedOn, isOverdue, leadClass, nextChange, rankOf } from "../domain/classes.ts";
import { nextDue } from "../domain/due.ts";
import { givenOn, orderOf } from "../domain/explain.ts";
import { type Lead, leadFromWire } from "../domain/lead.ts";
import { Reader } from "../domain/reader.ts";
import type { Rules } from "../domain/rules.ts";
import { type Item, weekItems } from "../domain/week.ts";
import type { Shown } from "../store/types.ts";

export interface Meaning {
  class: string | null;
  expectedOn: string | null;
  /** The buying date has passed. */
  overdue: boolean;
  /** The next change of class. */
  change: { on: string; to: string } | null;
  column: string;
  /** What the claimed column lacks, as the wire's field names. */
  missing: readonly string[];
  /** What 50 % lacks. */
  missingFor50: readonly string[];
  fellBack: { from: string; on: string; why: string } | null;
  /** A fall-back is proposed, and happens by itself on that day. */
  falling: { on: string; why: string } | null;
  /** Whole days since the column was claimed; null without a claim. */
  daysInColumn: number | null;
  due: { on: string; why: string; overdue: boolean } | null;
  /** What was done with it, as the rules read it. */
  activities: readonly Activity[];
  /** A complaint that nobody has answered. */
  complaint: boolean;
  /** It stands on the board: a lead, not an enquiry, and not merged into another. */
  onBoard: boolean;
  /** The customer was reached today. */
  contacted: boolean;
  /** Its class' place in the scheme, unclassified last. */
  rank: number;
  /** Its place in the plan of this week; null where it is in none. */
  week: Item | null;
  /** Local day of capture, as the rules take it; "" where it is not known. */
  capturedOn: string;
}

/** What hangs on a lead. */
export interface Hanging {
  activities: readonly Shown[];
  dispatches: readonly Shown[];
}

export function meaningOf(shown: Shown, hanging: Hanging, frame: { today: string; zone: string; rules: Rules }): Meaning {
  const { today, zone, rules } = frame;
  const lead = leadFromWire(shown.fields, shown.stamps, rules, zone);
  const expected = expectedOn(lead, rules);
  const activities = hanging.activities.flatMap((activity) => activityOf(activity, zone));
  const orders = hanging.dispatches.map(({ fields }) => orderOf(new Reader(fields), zone));
  const told = { activities, dispatchedOn: givenOn(orders, lead.dealer), zone };
  const stand = standing(activities);
  const letter = leadClass(lead, today, rules);
  const due = shown.deleted ? null : nextDue(lead, told, today, rules);
  const claimed = lead.stamped["column"];
  return {
    class: letter,
    rank: rankOf(letter, rules),
    activities,
    onBoard: !lead.merged && lead.stage !== "enquiry",
    complaint: openComplaints(stand).length > 0,
    contacted: stand.some((activity) => activity.day === today && isContact(activity)),
    expectedOn: expected,
    overdue: expected !== null && isOverdue(expected, today),
    change: expected === null ? null : nextChange(expected, today, rules),
    column: columnNow(lead, today, rules),
    missing: missingForClaim(lead, today, rules),
    missingFor50: missingFor(lead, "p50", today, rules),
    fellBack: fellBackNow(lead, today, rules),
    falling: falling(lead, today, rules),
    daysInColumn: claimed ? daysBetween(claimed, today) : null,
    due: due && { ...due, overdue: due.on < today },
    week: shown.deleted ? null : (weekItems([[lead, told]], [], today, rules)[0] ?? null),
    capturedOn: lead.capturedOn ?? "",
  };
}

function falling(lead: Lead, today: string, rules: Rules): Meaning["falling"] {
  const fall = fallBack(lead, rules);
  return fall && fall.proposedOn <= today && today < fall.on ? { on: fall.on, why: fall.why } : null;
}

/** What an activity's record says; one without a type or a time says nothing. */
function activityOf({ id, seq, fields }: Shown, zone: string): Activity[] {
  // The server names who did it; what has not been there yet was done on this phone.
  const activity = activityFromWire(id, fields, zone, seq === 0 || fields["by"] !== undefined);
  return activity === null ? [] : [activity];
}
