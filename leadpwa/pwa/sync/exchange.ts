// One round trip with the server, and what it means.
import type { Environment } from "../store/environment.ts";
import type { Problem } from "../store/types.ts";
import { type Batch, travelling } from "./batch.ts";
import { corrected, type TimeNote, timeText } from "./clock.ts";
import { post, type Reply } from "./transport.ts";
import { isObject, readAnswer, type SyncAnswer, type SyncRequest } from "./wire.ts";

/** Records asked for at once; the server gives no more. */
const LIMIT = 500;

export type Meaning =
  | { kind: "answer"; answer: SyncAnswer; note: TimeNote }
  | { kind: "again"; why: "view_changed" | "resync" }
  /** Nothing was applied; fewer at once may pass. `stalled`: by 30 s without progress, so the network may be to blame. */
  | { kind: "too_much"; problem: Problem; stalled: boolean }
  | { kind: "paused"; why: "unauthorised" | "expired" | "revoked" | "upgrade"; by: string | null }
  /** `reached`: the server itself answered. */
  | { kind: "failure"; reached: boolean; retryAfterMs: number | null; tookMs: number };

export interface Caller {
  readonly env: Environment;
  readonly token: string;
  /** Hash of the rules that the phone judges by now. */
  readonly rules: string | null;
}

export async function exchange({ env, token, rules }: Caller, batch: Batch): Promise<Meaning> {
  const { position, clock, rows } = batch;
  const judgedBy = rows[0] ? rows[0].rules : rules;
  const body: SyncRequest = {
    client: env.client,
    client_now: timeText(corrected(clock, env.now())),
    ...(position.epoch !== null && { epoch: position.epoch }),
    cursor: position.cursor,
    ...(judgedBy !== null && { rules: judgedBy }),
    mutations: rows.map(travelling),
    limit: LIMIT,
  };
  return meaningOf(await post(env, { path: "sync", body, token }), batch);
}

function meaningOf(reply: Reply, batch: Batch): Meaning {
  if (reply.kind === "failure") {
    if (reply.stalled) return { kind: "too_much", problem: { code: "stalled" }, stalled: true };
    return { kind: "failure", reached: false, retryAfterMs: null, tookMs: reply.tookMs };
  }
  if (reply.kind === "problem") return meaningOfProblem(reply, batch);
  const { sentMs, headMs } = reply;
  const answer = reply.status === 200 ? readAnswer(reply.body, batch.position.cursor) : null;
  if (answer === null) return { kind: "failure", reached: false, retryAfterMs: null, tookMs: headMs - sentMs };
  return { kind: "answer", answer, note: { sentMs, headMs, serverMs: answer.serverMs } };
}

function meaningOfProblem(reply: Extract<Reply, { kind: "problem" }>, { position }: Batch): Meaning {
  const { status, problem, retryAfterMs } = reply;
  // A proxy before the server says 413 in a page of its own; every other status counts only in the server's words.
  if (status === 413) return { kind: "too_much", problem: problem ?? { code: "too_large" }, stalled: false };
  const code = problem?.code;
  if (problem !== null && (status === 400 || status === 422)) return { kind: "too_much", problem, stalled: false };
  if (status === 401 && (code === "unauthorised" || code === "expired" || code === "revoked")) {
    const by = isObject(reply.body) ? reply.body["by"] : null;
    return { kind: "paused", why: code, by: typeof by === "string" ? by : null };
  }
  if (status === 426 && code === "upgrade") return { kind: "paused", why: "upgrade", by: null };
  const isStart = position.cursor === 0 && position.epoch === null;
  if (status === 409 && !isStart && (code === "view_changed" || code === "resync")) return { kind: "again", why: code };
  return { kind: "failure", reached: problem !== null, retryAfterMs, tookMs: 0 };
}
