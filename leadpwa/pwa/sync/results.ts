// What became of each change that was sent. It leaves the queue only here, and only by an answer that names its id.
import type { PhoneWriting } from "../store/meta.ts";
import type { AttentionRow, OutboxRow, Position, SentRow } from "../store/rows.ts";
import type { AttentionEntry, Problem } from "../store/types.ts";
import type { Result, SyncAnswer } from "./wire.ts";

export interface Judged {
  readonly answered: number;
  /** Changes that no result names, or none that is understood. */
  readonly unanswered: number;
}

export async function judge(
  tx: PhoneWriting,
  rows: readonly OutboxRow[],
  answer: SyncAnswer,
  into: { position: Position; touched: Set<string> },
): Promise<Judged> {
  const results = new Map(answer.results.map((result) => [result.id, result]));
  let unanswered = 0;
  for (const row of rows) {
    const result = results.get(row.id);
    if (result === undefined || !isKnown(result)) {
      unanswered += 1;
      continue;
    }
    into.touched.add(row.record);
    // As it stands now: another tab may have taken it back, or an erasure dropped it.
    const waiting = await tx.objectStore("outbox").get(row.order);
    if (waiting?.id === row.id) await settle(tx, waiting, result, { position: into.position, nowMs: answer.serverMs });
  }
  return { answered: rows.length - unanswered, unanswered };
}

function isKnown({ status }: Result): boolean {
  return status === "applied" || status === "duplicate" || status === "refused";
}

async function settle(
  tx: PhoneWriting,
  row: OutboxRow,
  result: Result,
  at: { position: Position; nowMs: number },
): Promise<void> {
  const outbox = tx.objectStore("outbox");
  if (result.status !== "refused") {
    await tx.objectStore("sent").put(acknowledged(row, result, at));
    await outbox.delete(row.order);
  } else if (result.retry) {
    const sinceMs = row.retry?.sinceMs ?? at.nowMs;
    await outbox.put({ ...row, retry: { problem: result.problem, sinceMs, brought: at.position.brought } });
  } else if (result.problem.code === "erased") {
    // What belongs to an erased person is kept nowhere, not even to be looked at.
    await outbox.delete(row.order);
  } else {
    const { stamp } = result;
    const given: OutboxRow = stamp === undefined ? row : { ...row, stamp, fixed: true };
    await setAside(tx, given, { problem: result.problem, why: "refused", nowMs: at.nowMs });
  }
}

function acknowledged(row: OutboxRow, { stamp }: Result, at: { position: Position; nowMs: number }): SentRow {
  const { retry: _r, notBeforeMs: _n, lost, ...change } = row;
  // Shown over the records until its own record has come, which it will not where that went out of view.
  const pass = lost ? -1 : at.position.pass;
  return { ...change, ...(stamp !== undefined && { stamp, fixed: true }), sentMs: at.nowMs, pass };
}

/** Moves a change to those that wait for a person. */
export async function setAside(
  tx: PhoneWriting,
  row: OutboxRow,
  reason: { problem: Problem; why: AttentionEntry["why"]; nowMs: number },
): Promise<void> {
  const { retry: _r, notBeforeMs: _n, lost: _l, ...change } = row;
  const aside: AttentionRow = { ...change, problem: reason.problem, why: reason.why, refusedMs: reason.nowMs };
  await tx.objectStore("attention").put(aside);
  await tx.objectStore("outbox").delete(row.order);
}
