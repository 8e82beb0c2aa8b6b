// What a person does about a change that was refused: mend it, send it again, or let it go.
import type { Database } from "../store/database.ts";
import type { Environment } from "../store/environment.ts";
import type { PhoneWriting } from "../store/meta.ts";
import type { AttentionRow, OutboxRow } from "../store/rows.ts";
import type { PhoneSchema } from "../store/schema.ts";
import { type Patch, SaveError } from "../store/types.ts";
import { uuid7 } from "./ids.ts";
import { belongsTo, creates } from "./kinds.ts";
import { creation, LARGEST, sizeOf } from "./make.ts";

export interface Attending {
  readonly db: Database<PhoneSchema>;
  readonly env: Environment;
}

/**
 * A new mutation with this whole patch, a new id and the same hlc; it takes the refused one's place in the queue.
 * Answers the records touched, null where there is no such entry.
 */
export async function mend({ db, env }: Attending, id: string, patch: Patch): Promise<ReadonlySet<string> | null> {
  const random = env.random(16);
  return withEntry(db, id, async (tx, row) => {
    const { kind, record, hlc } = row.mutation;
    const sent = creates(row.mutation) ? creation(kind, patch) : patch;
    const mutation = { id: uuid7(row.madeMs, random.slice()), kind, record, hlc, patch: sent };
    if (sizeOf(mutation) > LARGEST) throw new SaveError("invalid");
    await requeue(tx, { ...row, id: mutation.id, mutation });
    return new Set([record]);
  });
}

export async function sendAgain({ db }: Attending, id: string): Promise<ReadonlySet<string> | null> {
  return withEntry(db, id, async (tx, row) => {
    await requeue(tx, row);
    return new Set([row.record]);
  });
}

/** Lets a change go, and with a creation all that waits with it: without it the server would never know them. */
export async function drop({ db }: Attending, id: string): Promise<ReadonlySet<string> | null> {
  return withEntry(db, id, async (tx, row) => {
    const outbox = tx.objectStore("outbox");
    const attention = tx.objectStore("attention");
    const isOnTop = (each: OutboxRow | AttentionRow) => creates(row.mutation) && belongsTo(each.mutation, row.record);
    const waiting = (await outbox.getAll()).filter((each) => each.id === id || isOnTop(each));
    const refused = (await attention.getAll()).filter((each) => each.id === id || isOnTop(each));
    await Promise.all([
      ...waiting.map((each) => outbox.delete(each.order)),
      ...refused.map((each) => attention.delete(each.id)),
    ]);
    return new Set([row, ...waiting, ...refused].map((each) => each.record));
  });
}

/** The entry stands among the refused ones, or in the queue where the server has not known its record for long. */
async function withEntry(
  db: Database<PhoneSchema>,
  id: string,
  act: (tx: PhoneWriting, row: OutboxRow | AttentionRow) => Promise<ReadonlySet<string>>,
): Promise<ReadonlySet<string> | null> {
  return db.write(["outbox", "attention"], async (tx) => {
    const row = (await tx.objectStore("attention").get(id)) ?? (await tx.objectStore("outbox").index("id").get(id));
    if (!row) return null;
    await tx.objectStore("attention").delete(id);
    await tx.objectStore("outbox").delete(row.order);
    return act(tx, row);
  });
}

async function requeue(tx: PhoneWriting, row: OutboxRow | AttentionRow): Promise<void> {
  const { problem: _p, refusedMs: _m, why: _w, retry: _r, lost: _l, ...change } = row as AttentionRow & OutboxRow;
  await tx.objectStore("outbox").put(change);
}
