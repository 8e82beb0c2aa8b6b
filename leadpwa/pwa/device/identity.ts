// Whose phone this is: the device's id, the tokens of those who paired, and who is signed in.
import { Database } from "../store/database.ts";
import type { Environment } from "../store/environment.ts";
import { DEVICE_DATABASE, DEVICE_VERSION, type DeviceSchema, phoneDatabase, upgradeDevice } from "../store/schema.ts";
import type { Identity } from "../store/types.ts";
import { uuid7 } from "../sync/ids.ts";

export type DeviceDatabase = Database<DeviceSchema>;

export function openDevice(env: Environment): DeviceDatabase {
  return new Database<DeviceSchema>({
    factory: env.indexedDB,
    name: DEVICE_DATABASE,
    version: DEVICE_VERSION,
    upgrade: upgradeDevice,
  });
}

/** The device's id, drawn and on disk before it is first used. */
export async function deviceId(db: DeviceDatabase, env: Environment): Promise<string> {
  const drawn = uuid7(env.now(), env.random(16));
  return db.write(["device"], async (tx) => {
    const known = await tx.objectStore("device").get("device");
    if (known) return known.id;
    await tx.objectStore("device").put({ id: drawn }, "device");
    return drawn;
  });
}

/** A device that was taken off never pairs again under its old id. */
export async function forgetDeviceId(db: DeviceDatabase): Promise<void> {
  await db.write(["device"], async (tx) => tx.objectStore("device").delete("device"));
}

export async function currentIdentity(db: DeviceDatabase): Promise<Identity | null> {
  return db.read(["identities", "current"], async (tx) => {
    const name = await tx.objectStore("current").get("current");
    return name === undefined ? null : ((await tx.objectStore("identities").get(name)) ?? null);
  });
}

/** Keeps the identity and signs it in. */
export async function signIn(db: DeviceDatabase, identity: Identity): Promise<void> {
  const name = databaseOf(identity);
  await db.write(["identities", "current"], async (tx) => {
    await tx.objectStore("identities").put(identity, name);
    await tx.objectStore("current").put(name, "current");
  });
}

/** Forgets the identity; nobody is signed in if it was the one. */
export async function forget(db: DeviceDatabase, identity: Identity): Promise<void> {
  const name = databaseOf(identity);
  await db.write(["identities", "current"], async (tx) => {
    await tx.objectStore("identities").delete(name);
    if ((await tx.objectStore("current").get("current")) === name) await tx.objectStore("current").delete("current");
  });
}

export function databaseOf({ organisation, user }: Pick<Identity, "organisation" | "user">): string {
  return phoneDatabase(organisation.id, user.id);
}
