// The phone's unsent work as a file, for when it will not get there by itself.
import type { Database } from "../store/database.ts";
import type { PhoneSchema } from "../store/schema.ts";
import type { Identity } from "../store/types.ts";
import { travelling } from "../sync/batch.ts";

/** `{organisation, user, device, exported_at, mutations, refused}`; refused ones are whole too, with the reason. */
export async function outboxFile(db: Database<PhoneSchema>, identity: Identity, nowMs: number): Promise<Blob> {
  const { outbox, attention } = await db.read(["outbox", "attention"], async (tx) => ({
    outbox: await tx.objectStore("outbox").getAll(),
    attention: await tx.objectStore("attention").getAll(),
  }));
  const file = {
    organisation: identity.organisation.id,
    user: identity.user.id,
    device: identity.device.id,
    exported_at: new Date(nowMs).toISOString(),
    mutations: outbox.map(travelling),
    refused: attention.map((row) => ({ mutation: travelling(row), problem: row.problem })),
  };
  return new Blob([JSON.stringify(file, null, 1)], { type: "application/json" });
}
