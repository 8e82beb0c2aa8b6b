// The way in: the phone of whoever is signed in here, or of whoever pairs.
import type { Environment } from "../store/environment.ts";
import { type Identity, PairError, type Phone, SaveError } from "../store/types.ts";
import type { TimeNote } from "../sync/clock.ts";
import { browserEnvironment } from "./browser.ts";
import { currentIdentity, databaseOf, type DeviceDatabase, deviceId, openDevice, signIn } from "./identity.ts";
import { lossOf, readMark } from "./loss.ts";
import { askForToken } from "./pairing.ts";
import { sayLeft } from "../sync/engine.ts";
import { PairedPhone } from "./paired-phone.ts";
import { openPhone, prepare } from "./prepare.ts";

/**
 * Pairs by an invitation's code. `replacing` is the phone that this page has open; it is closed once the new one is
 * signed in, and other tabs are told. Throws PairError; the same code may be tried again after `offline`.
 */
export async function pair(
  code: string,
  deviceName: string,
  { env = browserEnvironment(), replacing = null }: { env?: Environment; replacing?: Phone | null } = {},
): Promise<Phone> {
  const device = openDevice(env);
  try {
    const id = await deviceId(device, env);
    const before = await currentIdentity(device);
    const { identity, note } = await askForToken(env, code, { id, name: deviceName });
    return await enter(env, device, identity, { note, before, replacing });
  } catch (error) {
    device.close();
    if (error instanceof SaveError) throw new PairError("storage", null, { cause: error });
    throw error;
  }
}

/** The phone of whoever is signed in, null where nobody is. Throws SaveError where the browser keeps nothing. */
export async function openCurrent(env: Environment = browserEnvironment()): Promise<Phone | null> {
  const device = openDevice(env);
  try {
    const identity = await currentIdentity(device);
    if (identity !== null) return await enter(env, device, identity);
    device.close();
    return null;
  } catch (error) {
    device.close();
    throw error;
  }
}

interface Pairing {
  readonly note: TimeNote;
  /** Who was signed in until now. */
  readonly before: Identity | null;
  readonly replacing: Phone | null;
}

async function enter(
  env: Environment,
  device: DeviceDatabase,
  identity: Identity,
  pairing: Pairing | null = null,
): Promise<Phone> {
  const db = openPhone(env, databaseOf(identity));
  try {
    const mark = readMark(env.marks);
    const wasNew = await prepare(db, env, pairing?.note ?? null);
    // Signed in only once its database is there.
    if (pairing !== null) {
      await signIn(device, identity);
      pairing.replacing?.close();
      // Other tabs go on under whoever is signed in now, and with the new token.
      const names = new Set([identity, ...(pairing.before ? [pairing.before] : [])].map(databaseOf));
      for (const name of names) sayLeft(env, name);
    }
    return await new PairedPhone(env, db, device, identity).open(lossOf(mark, db.name, { isNew: wasNew }));
  } catch (error) {
    db.close();
    throw error;
  }
}
