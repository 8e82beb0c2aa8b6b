// Opening a user's database: made ready when it is new, brought up to the time that a pairing told, wiped when the
// office took the phone off.
import { Database } from "../store/database.ts";
import type { Environment } from "../store/environment.ts";
import { readClock, readOutcome, readPosition, writeMeta } from "../store/meta.ts";
import { START } from "../store/rows.ts";
import { PHONE_VERSION, type PhoneSchema, upgradePhone } from "../store/schema.ts";
import { learn, newClock, type TimeNote } from "../sync/clock.ts";
import { restampWaiting } from "../sync/restamp.ts";

export type PhoneDatabase = Database<PhoneSchema>;

export function openPhone(env: Environment, name: string): PhoneDatabase {
  return new Database<PhoneSchema>({ factory: env.indexedDB, name, version: PHONE_VERSION, upgrade: upgradePhone });
}

/** Whether the database was empty. `note`: a pairing told the time and ended what had paused. */
export async function prepare(db: PhoneDatabase, env: Environment, note: TimeNote | null): Promise<boolean> {
  const bytes = env.random(8);
  return db.write(["meta", "outbox", "attention"], async (tx) => {
    const known = await readClock(tx);
    const clock = known ?? newClock(bytes);
    if (note === null) {
      if (known === null) await writeMeta(tx, "clock", clock);
      return known === null;
    }
    const learnt = learn(clock, note);
    const aside = { nowMs: note.serverMs, touched: new Set<string>() };
    await writeMeta(tx, "clock", learnt.afresh ? await restampWaiting(tx, learnt.clock, aside) : learnt.clock);
    await writeMeta(tx, "outcome", { ...(await readOutcome(tx)), paused: null, revokedBy: null });
    return known === null;
  });
}

/** Everything but work that has not left the phone. */
export async function wipeSent(db: PhoneDatabase): Promise<void> {
  await db.write(["meta", "records", "sent", "drafts", "attachments"], async (tx) => {
    const { pass, brought, pull, offered } = await readPosition(tx);
    await Promise.all([
      tx.objectStore("records").clear(),
      tx.objectStore("sent").clear(),
      tx.objectStore("drafts").clear(),
      tx.objectStore("attachments").clear(),
    ]);
    await writeMeta(tx, "position", { ...START, pass, brought, pull, offered });
  });
}
