// A lead's history: asked of the server each time, for a phone keeps no copy of what is past.
import type { Environment } from "../store/environment.ts";
import type { HistoryEntry } from "../store/types.ts";
import { get } from "../sync/transport.ts";
import { isObject } from "../sync/wire.ts";

export async function leadHistory(env: Environment, lead: string, token: string): Promise<readonly HistoryEntry[] | null> {
  const reply = await get(env, `leads/${encodeURIComponent(lead)}/history`, token);
  if (reply.kind !== "json" || !Array.isArray(reply.body)) return null;
  return reply.body.flatMap(readEntry);
}

/** What this version can't read is left out. */
function readEntry(entry: unknown): HistoryEntry[] {
  if (!isObject(entry)) return [];
  const { field, from, to, stamp, by, mutation, lost } = entry;
  if (typeof field !== "string" || typeof stamp !== "string" || typeof mutation !== "string") return [];
  return [{ field, from: from ?? null, to: to ?? null, stamp, by: typeof by === "string" ? by : null, mutation, lost: lost === true }];
}
