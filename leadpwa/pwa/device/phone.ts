// The way in: the phone of whoever is signed in here, or of whoever pairs.
import type { Environment } from "../store/environment.ts";
import { type Identity, PairError, type Phone, SaveError } from "../store/types.ts";
import type { TimeNote } from "../sync/clock.ts";
import { browserEnvironment } from "./browser.ts";
import { currentIdentity, databaseOf, type DeviceDatabase, deviceId, openDevice, signIn } from "./identity.ts";
import { readMark } from "./loss.ts";
import { askForToken } from "./pairing.ts";
import { PairedPhone } from "./paired-phone.ts";
import { openPhone, prepare } from "./prepare.ts";

/** Pairs by an invitation's code. Throws PairError; the same code may be tried again after `offline`. */
export async function pair(code: string, deviceName: string, env: Environment = browserEnvironment()): Promise<Phone> {
  const device = openDevice(env);
  try {
    const id = await deviceId(device, env);
    const { identity, note } = await askForToken(env, code, { id, name: deviceName });
    const phone = await enter(env, device, identity, note);
    return phone;
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
    if (identity !== null) return await enter(env, device, identity, null);
    device.close();
    return null;
  } catch (error) {
    device.close();
    throw error;
  }
}

async function enter(
  env: Environment,
  device: DeviceDatabase,
  identity: Identity,
  note: TimeNote | null,
): Promise<Phone> {
  const db = openPhone(env, databaseOf(identity));
  try {
    const mark = readMark(env.marks);
    const wasNew = await prepare(db, env, note);
    // Signed in only once its database is there.
    if (note !== null) await signIn(device, identity);
    const isLost = wasNew && mark?.database === db.name;
    return await new PairedPhone(env, db, device, identity).open(isLost ? { unsent: mark.unsent } : null);
  } catch (error) {
    db.close();
    throw error;
  }
}
