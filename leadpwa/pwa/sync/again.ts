// Starting from the beginning, when the server says that our cursor means nothing to it any more.
import type { Database } from "../store/database.ts";
import { readClock, readPosition, writeMeta, type PhoneWriting } from "../store/meta.ts";
import type { Position } from "../store/rows.ts";
import type { PhoneSchema } from "../store/schema.ts";
import { corrected } from "./clock.ts";

/** The sent log is kept so long, ms, for a server that was restored from a backup. */
export const KEPT_MS = 90 * 24 * 3_600_000;

/**
 * After `view_changed` the records are hidden at once and pulled anew; after `resync` they stay readable meanwhile, and
 * everything sent in the last 90 days is sent once more. Queue and sent log stay in both.
 */
export async function startAgain(
  db: Database<PhoneSchema>,
  why: NonNullable<Position["again"]>,
  wallMs: number,
): Promise<void> {
  await db.write(["meta", "outbox", "sent"], async (tx) => {
    const position = await readPosition(tx);
    const clock = await readClock(tx);
    if (why === "resync") await queueSent(tx, clock ? corrected(clock, wallMs) : wallMs);
    // What a change of view has hidden stays hidden, whatever else happens before the pull is over.
    const again = position.again === "view_changed" ? position.again : why;
    await writeMeta(tx, "position", { ...position, epoch: null, cursor: 0, pull: position.pull + 1, again });
  });
}

async function queueSent(tx: PhoneWriting, nowMs: number): Promise<void> {
  const [outbox, sent] = [tx.objectStore("outbox"), tx.objectStore("sent")];
  const rows = await sent.index("sentMs").getAll(IDBKeyRange.lowerBound(nowMs - KEPT_MS, true));
  await Promise.all(
    rows.map(async ({ sentMs: _s, pass: _p, ...change }) => {
      // Under the stamp that it had: today's clock has no say in it.
      await outbox.put({ ...change, stamp: change.stamp ?? change.mutation.hlc, fixed: true });
      await sent.delete(change.order);
    }),
  );
}
