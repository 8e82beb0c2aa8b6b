// Pairing: a code for a token. The same code and device id may be sent again, where the first answer was lost.
import type { Environment } from "../store/environment.ts";
import { type Identity, PairError } from "../store/types.ts";
import type { TimeNote } from "../sync/clock.ts";
import { post, type Reply } from "../sync/transport.ts";
import { isObject, readTime } from "../sync/wire.ts";

export interface Paired {
  readonly identity: Identity;
  readonly note: TimeNote;
}

export async function askForToken(
  env: Environment,
  code: string,
  device: { id: string; name: string },
): Promise<Paired> {
  const reply = await post(env, { path: "pair", body: { code: readCode(code), device }, token: null });
  if (reply.kind !== "json") throw pairError(reply);
  const serverMs = isObject(reply.body) ? readTime(reply.body["server_time"]) : null;
  const identity = reply.status === 201 ? readIdentity(reply.body, device) : null;
  // A captive portal's page is no pairing.
  if (identity === null || serverMs === null) throw new PairError("offline");
  return { identity, note: { sentMs: reply.sentMs, headMs: reply.headMs, serverMs } };
}

/** As Crockford's alphabet is meant to be read: case, blanks and look-alikes do not matter. */
export function readCode(typed: string): string {
  return typed.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
}

function pairError(reply: Exclude<Reply, { kind: "json" }>): PairError {
  if (reply.kind === "failure" || reply.problem === null) return new PairError("offline");
  const { status, retryAfterMs } = reply;
  if (status === 429) return new PairError("rate_limited", retryAfterMs === null ? null : Math.ceil(retryAfterMs / 1000));
  // A code of the wrong form is as wrong as a wrong one.
  return new PairError(status === 400 || status === 403 || status === 422 ? "refused" : "server");
}

function readIdentity(body: unknown, device: Identity["device"]): Identity | null {
  if (!isObject(body)) return null;
  const { token, user, organisation, recovery, known_key: knownKey } = body;
  if (typeof token !== "string" || !isObject(user) || !isObject(organisation)) return null;
  const { id, name, role, roles, dealer } = user;
  if (!isText(id) || !isText(name) || !isText(role) || !Array.isArray(roles)) return null;
  const { id: organisationId, name: organisationName, timezone } = organisation;
  if (!isText(organisationId) || !isText(organisationName) || !isText(timezone)) return null;
  return {
    token,
    user: { id, name, role, roles: roles.filter(isText), dealer: isText(dealer) ? dealer : null },
    organisation: { id: organisationId, name: organisationName, timezone },
    recovery: isObject(recovery) ? (recovery as unknown as Identity["recovery"]) : null,
    known_key: isText(knownKey) ? knownKey : null,
    device,
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
