// Rows of the queue as people see them, and which of them wait for a person.
import type { AttentionRow, OutboxRow } from "../store/rows.ts";
import type { AttentionEntry, OutboxEntry } from "../store/types.ts";
import { timeText } from "./clock.ts";
import { creates, leadOf } from "./kinds.ts";

const OUT_OF_VIEW = { code: "unknown_record" } as const;

/** The present, and how long the server may not know a record before a person is shown the change, ms. */
export interface Patience {
  readonly nowMs: number;
  readonly unknownMs: number;
}

/** Whether a change that stays in the queue is shown to a person all the same. */
export function needsPerson(row: OutboxRow, { nowMs, unknownMs }: Patience): boolean {
  return row.lost === true || (row.retry !== undefined && nowMs - row.retry.sinceMs >= unknownMs);
}

export function entryOf(row: AttentionRow | OutboxRow): AttentionEntry {
  const { id, mutation, madeMs } = row;
  const common = { id, mutation, madeAt: timeText(madeMs), creates: creates(mutation) };
  if ("why" in row) return { ...common, problem: row.problem, refusedAt: timeText(row.refusedMs), why: row.why };
  const { problem, sinceMs } = row.retry ?? { problem: OUT_OF_VIEW, sinceMs: madeMs };
  return { ...common, problem, refusedAt: timeText(sinceMs), why: row.lost ? "lost" : "unknown" };
}

export function outboxEntryOf(row: OutboxRow, facts: { inFlight: boolean; held: boolean }): OutboxEntry {
  return {
    mutation: row.stamp === undefined ? row.mutation : { ...row.mutation, stamp: row.stamp },
    madeAt: timeText(row.madeMs),
    clockErrorMs: row.errorMs,
    rules: row.rules,
    ...(row.retry && { problem: row.retry.problem }),
    ...facts,
  };
}

/** The records whose creation waits for a person. */
export function recordsOnHold(attention: readonly AttentionRow[]): ReadonlySet<string> {
  return new Set(attention.filter((row) => creates(row.mutation)).map((row) => row.record));
}

/** Whether a change waits with the creation of its record, or of the lead that it hangs on. */
export function isHeld({ mutation }: OutboxRow, onHold: ReadonlySet<string>): boolean {
  if (onHold.size === 0) return false;
  const lead = leadOf(mutation.patch);
  return onHold.has(mutation.record) || (lead !== null && onHold.has(lead));
}
