// The one place where the screens ask the rules about a lead.
import type { Rules } from "../domain/rules.ts";
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
  /** Whole days since the column was claimed; null without a claim. */
  daysInColumn: number | null;
  due: { on: string; why: string; overdue: boolean } | null;
}
