// Taking in an answer, in one transaction: what is gone, what changed, what became of the changes sent, the clock and
// the cursor. Killed at any moment, the phone is before it or after it: the cursor is never ahead of the data.
import type { Database } from "../store/database.ts";
import { readClock, readOutcome, readPosition, writeMeta, type PhoneWriting } from "../store/meta.ts";
import type { Clock, Position } from "../store/rows.ts";
import type { PhoneSchema } from "../store/schema.ts";
import { KEPT_MS } from "./again.ts";
import type { Batch } from "./batch.ts";
import { learn, observe, type TimeNote } from "./clock.ts";
import { dropGone } from "./gone.ts";
import { restampWaiting } from "./restamp.ts";
import { judge } from "./results.ts";
import type { SyncAnswer } from "./wire.ts";

export interface Received {
  /** Ids of the records that may be shown otherwise now; null = any. */
  readonly touched: ReadonlySet<string> | null;
  /** How many changes were answered for, and how many records came. */
  readonly sent: number;
  readonly received: number;
  /** How many changes the answer did not name. */
  readonly unanswered: number;
  readonly more: boolean;
}

const STORES = ["meta", "records", "outbox", "sent", "attention", "drafts", "attachments"] as const;

export async function receive(
  db: Database<PhoneSchema>,
  batch: Batch,
  answer: SyncAnswer,
  note: TimeNote,
): Promise<Received> {
  return db.write(STORES, async (tx) => {
    const held = await readPosition(tx);
    const touched = new Set<string>();
    // Another tab went on while this one was frozen: only what the answer says of the changes sent still counts.
    const isCurrent = samePlace(held, batch.position);
    if (isCurrent) {
      await dropGone(tx, answer.gone, held, touched);
      await storeChanges(tx, answer, held, touched);
    }
    const judged = await judge(tx, batch.rows, answer, { position: held, touched });
    await advanceClock(tx, answer, note, touched);
    const next = isCurrent ? after(held, answer) : held;
    await writeMeta(tx, "position", next);
    const ended = held.again !== null && next.again === null;
    if (ended) await removeOld(tx, next);
    if (isCurrent && !answer.more) await forgetOldSent(tx, answer.serverMs);
    const outcome = await readOutcome(tx);
    const counts = { sent: judged.answered, received: isCurrent ? answer.changes.length : 0 };
    await writeMeta(tx, "outcome", { ...outcome, lastSuccessMs: answer.serverMs, paused: null, revokedBy: null });
    return { touched: ended ? null : touched, unanswered: judged.unanswered, more: answer.more, ...counts };
  });
}

function samePlace(held: Position, asked: Position): boolean {
  return held.cursor === asked.cursor && held.epoch === asked.epoch && held.pull === asked.pull;
}

async function storeChanges(
  tx: PhoneWriting,
  { changes }: SyncAnswer,
  { pull }: Position,
  touched: Set<string>,
): Promise<void> {
  const records = tx.objectStore("records");
  await Promise.all(
    changes.map(async ({ kind, id, seq, fields, stamps, deleted }) => {
      const stored = await records.get(id);
      if (stored && stored.pull === pull && stored.seq > seq) return;
      await records.put({ kind, id, seq, fields, stamps, ...(deleted && { deleted }), pull });
      touched.add(id);
    }),
  );
}

async function advanceClock(
  tx: PhoneWriting,
  answer: SyncAnswer,
  note: TimeNote,
  touched: Set<string>,
): Promise<void> {
  const clock = await readClock(tx);
  if (clock === null) throw new DOMException("no clock", "InvalidStateError");
  const learnt = learn(observe(clock, greatestIn(answer)), note);
  const aside = { nowMs: note.serverMs, touched };
  const ready: Clock = learnt.afresh ? await restampWaiting(tx, learnt.clock, aside) : learnt.clock;
  await writeMeta(tx, "clock", ready);
}

function greatestIn({ results, changes }: SyncAnswer): string {
  let greatest = "";
  for (const { stamp } of results) if (stamp && stamp > greatest) greatest = stamp;
  for (const { stamps } of changes) {
    for (const stamp of Object.values(stamps)) if (stamp > greatest) greatest = stamp;
  }
  return greatest;
}

function after(held: Position, answer: SyncAnswer): Position {
  const brought = answer.changes.length + answer.gone.length > 0 && answer.cursor > held.cursor;
  return {
    ...held,
    epoch: answer.epoch,
    cursor: answer.cursor,
    brought: held.brought + (brought ? 1 : 0),
    pass: held.pass + (answer.more ? 0 : 1),
    again: answer.more ? held.again : null,
  };
}

/** After a whole pull from the beginning: what did not come again is not there any more. */
async function removeOld(tx: PhoneWriting, { pull }: Position): Promise<void> {
  const records = tx.objectStore("records");
  const old = (await records.getAll()).filter((row) => row.pull < pull);
  await Promise.all(old.map((row) => records.delete(row.id)));
}

async function forgetOldSent(tx: PhoneWriting, nowMs: number): Promise<void> {
  const sent = tx.objectStore("sent");
  const old = await sent.index("sentMs").getAllKeys(IDBKeyRange.upperBound(nowMs - KEPT_MS));
  await Promise.all(old.map((order) => sent.delete(order)));
}
