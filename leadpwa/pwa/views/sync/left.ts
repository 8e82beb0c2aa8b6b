// What this phone holds that has not reached the server.
import type { Phone } from "../../store/types.ts";
import { readDraft } from "../log/form.ts";

/** Changes that wait, those that wait behind others, and those that need a person, each once. */
export async function unsentOf(phone: Phone): Promise<number> {
  const [outbox, attention] = await Promise.all([phone.outbox(), phone.attention()]);
  return new Set([...outbox.map(({ mutation }) => mutation.id), ...attention.map(({ id }) => id)]).size;
}

/** Whether the form holds a customer who was never saved. */
export async function hasDraft(phone: Phone): Promise<boolean> {
  const draft = (await phone.draft("log")) as { typed?: unknown } | null | undefined;
  return readDraft(draft?.typed) !== null;
}
