// What the one who is signed in has written, also what has not left yet: read by the pages without starting the app.
import type { Environment } from "../store/environment.ts";
import type { OutboxRow, SentRow } from "../store/rows.ts";
import type { Fields } from "../store/types.ts";
import { browserEnvironment } from "./browser.ts";
import { currentIdentity, databaseOf, openDevice } from "./identity.ts";
import { openPhone } from "./prepare.ts";

/** Names of whoever is signed in and of the organisation; null where nobody is. */
export async function whoIsHere(
  env: Environment = browserEnvironment(),
): Promise<{ name: string; organisation: string } | null> {
  const device = openDevice(env);
  try {
    const identity = await currentIdentity(device);
    return identity && { name: identity.user.name, organisation: identity.organisation.name };
  } finally {
    device.close();
  }
}

/** Fields of the readings or exercises of whoever is signed in here, in the order of their making; null where nobody is. */
export async function ownRecords(
  kind: "reading" | "exercise",
  env: Environment = browserEnvironment(),
): Promise<readonly Fields[] | null> {
  const device = openDevice(env);
  try {
    const identity = await currentIdentity(device);
    if (identity === null) return null;
    const db = openPhone(env, databaseOf(identity));
    try {
      return await db.read(["records", "outbox", "sent"], async (tx) => {
        const found = new Map<string, Fields>();
        for (const store of ["sent", "outbox"] as const) {
          const rows = (await tx.objectStore(store).getAll()) as (OutboxRow | SentRow)[];
          for (const { record, mutation } of rows) {
            if (mutation.kind === kind && mutation.patch) found.set(record, mutation.patch);
          }
        }
        for (const { id, fields } of await tx.objectStore("records").index("kind").getAll(kind)) {
          // A manager's phone holds those of others too.
          if ((fields["user"] ?? identity.user.id) === identity.user.id) found.set(id, fields);
        }
        // Ids made on a phone rise with time.
        return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fields]) => fields);
      });
    } finally {
      db.close();
    }
  } finally {
    device.close();
  }
}
