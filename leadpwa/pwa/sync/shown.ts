// What is shown of a record: the server's, with what waits and what was just sent merged over it. Pure.
//
// A refused creation stays, marked; of a refused edit the server's value is shown and the refused one beside it.
import type { AttentionRow, OutboxRow, RecordRow, SentRow } from "../store/rows.ts";
import type { AttentionEntry, Shown, WireRecord } from "../store/types.ts";
import { timeText } from "./clock.ts";
import { entryOf, needsPerson, type Patience } from "./entries.ts";
import { authored, creates } from "./kinds.ts";
import { emptyRecord, merged } from "./merge.ts";

/** All that the phone holds of one record. */
export interface Held {
  readonly record: RecordRow | undefined;
  readonly outbox: readonly OutboxRow[];
  /** Acknowledged since the last answer without `more`. */
  readonly sent: readonly SentRow[];
  readonly attention: readonly AttentionRow[];
}

export interface Viewer extends Patience {
  readonly user: { id: string; dealer: string | null };
}

/** null where there is no record to show: an edit alone makes none. */
export function shown(held: Held, viewer: Viewer): Shown | null {
  const kept = held.attention.filter((row) => creates(row.mutation));
  const over = [...held.sent, ...held.outbox, ...kept];
  const creation = over.find((row) => creates(row.mutation));
  const base = held.record ? wire(held.record) : creation && begun(creation.mutation, viewer);
  if (!base) return null;
  const record = over.reduce((so, row) => merged(so, row.mutation, row.stamp ?? row.mutation.hlc), base);
  return { ...record, ...stateOf(held, viewer) };
}

function begun({ kind, record }: { kind: string; record: string }, { user }: Viewer): WireRecord {
  return { ...emptyRecord(kind, record), fields: authored(kind, user) };
}

function wire({ pull: _, ...record }: RecordRow): WireRecord {
  return record;
}

function stateOf({ outbox, attention }: Held, patience: Patience): Omit<Shown, keyof WireRecord> {
  const refused: AttentionEntry[] = [...attention, ...outbox.filter((row) => needsPerson(row, patience))].map(entryOf);
  const [first] = refused;
  if (first) return { state: "attention", problem: first.problem, refused };
  if (outbox.length === 0) return { state: "sent" };
  return { state: "waiting", waitingSince: timeText(Math.min(...outbox.map((row) => row.madeMs))) };
}
