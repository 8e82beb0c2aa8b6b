// Signing out: the next user of the phone finds nothing of this one.
import type { Environment } from "../store/environment.ts";
import { type Identity, SignOutError } from "../store/types.ts";
import { type DeviceDatabase, forget } from "./identity.ts";
import type { PhoneDatabase } from "./prepare.ts";

const STORES = ["meta", "records", "outbox", "sent", "attention", "drafts", "attachments"] as const;

/**
 * Empties the database, unless unsent work would be lost: then SignOutError. Counted and emptied in one transaction,
 * so that nothing saved in another tab meanwhile goes unseen.
 */
export async function empty(db: PhoneDatabase, { discard }: { discard: boolean }): Promise<void> {
  const unsent = await db.write(STORES, async (tx) => {
    const [outbox, attention] = [await tx.objectStore("outbox").count(), await tx.objectStore("attention").count()];
    if (outbox + attention > 0 && !discard) return outbox + attention;
    await Promise.all(STORES.map((name) => tx.objectStore(name).clear()));
    return 0;
  });
  if (unsent > 0) throw new SignOutError(unsent);
}

/** After `empty`: forgets who was signed in, then removes the empty database as soon as every tab has let go of it. */
export async function remove(env: Environment, device: DeviceDatabase, identity: Identity, name: string): Promise<void> {
  await forget(device, identity);
  await deleteDatabase(env, name);
}

/** Resolves once the database is deleted, or is to be as soon as a tab that sleeps wakes up or is closed. */
function deleteDatabase(env: Environment, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = env.indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onblocked = () => resolve();
    request.onerror = () => reject(request.error);
  });
}
