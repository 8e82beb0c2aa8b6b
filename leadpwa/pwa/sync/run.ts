// One run: exchanges until everything that waits has been answered and nothing more is to come.
import type { Database } from "../store/database.ts";
import type { PhoneSchema } from "../store/schema.ts";
import { startAgain } from "./again.ts";
import { type Batch, take } from "./batch.ts";
import { isDoubtful } from "./clock.ts";
import { type Caller, exchange, type Meaning } from "./exchange.ts";
import { receive } from "./receive.ts";
import { setAside } from "./results.ts";
import type { BatchSize, Suspect } from "./size.ts";

export interface Runner {
  readonly db: Database<PhoneSchema>;
  readonly size: BatchSize;
  caller(): Caller;
  /** Whether deletions go at once, without the moment in which they can be taken back. */
  hurried(): boolean;
  /** Whether the run is to end before its next request. */
  stopped(): boolean;
  /** Records that may be shown otherwise now; null = any. Awaited, so that people see it before the run goes on. */
  changed(touched: ReadonlySet<string> | null): Promise<void>;
  /** Ids of the changes that are under way. */
  flying(ids: readonly string[]): void;
}

export type Ending = { sent: number; received: number } & (
  /** `restMs`: what rests on the phone may go after this. */
  | { kind: "done"; restMs: number | null }
  | { kind: "stopped" }
  | { kind: "paused"; why: "unauthorised" | "expired" | "revoked" | "upgrade"; by: string | null }
  | { kind: "failed"; reached: boolean; retryAfterMs: number | null }
);

/** A restored server is met once; more than this in one run is a server that contradicts itself. */
const MOST_RESTARTS = 3;
/** A failure after so long may come of the size, ms: on a line that is cut every few seconds less gets through. */
const SLOW_MS = 2_000;

export async function run(runner: Runner): Promise<Ending> {
  const counts = { sent: 0, received: 0 };
  let [asked, restarts, more] = [false, 0, true];
  runner.size.begin();
  while (!runner.stopped()) {
    const wallMs = runner.hurried() ? Number.POSITIVE_INFINITY : runner.caller().env.now();
    const full = await take(runner.db, { size: runner.size.now, wallMs });
    const suspect = runner.size.suspect;
    const isQuestion = full.rows.length > 0 && !asked && isDoubtful(full.clock, runner.caller().env.now());
    const isProbe = isQuestion || (suspect !== null && !suspect.isAlive);
    if (full.rows.length === 0 && !more && !isProbe) return { kind: "done", restMs: full.restMs, ...counts };
    const batch = isProbe ? { ...full, rows: [] } : full;
    const meaning = await send(runner, batch);
    switch (meaning.kind) {
      case "answer": {
        const got = await receive(runner.db, batch, meaning.answer, meaning.note);
        asked = true;
        counts.sent += got.sent;
        counts.received += got.received;
        if (suspect) await settleSuspect(runner, suspect, batch);
        else if (batch.rows.length > 0) runner.size.grow();
        await runner.changed(got.touched);
        const isStuck = got.more && meaning.answer.cursor === batch.position.cursor && got.sent === 0;
        if (isStuck || got.unanswered > 0) return { kind: "failed", reached: true, retryAfterMs: null, ...counts };
        more = got.more;
        break;
      }
      case "again":
        if (++restarts > MOST_RESTARTS) return { kind: "failed", reached: true, retryAfterMs: null, ...counts };
        await startAgain(runner.db, meaning.why, runner.caller().env.now());
        await runner.changed(null);
        more = true;
        break;
      case "too_much": {
        const goesOn = await lessen(runner, batch, meaning);
        if (!goesOn) return { kind: "failed", reached: !meaning.stalled, retryAfterMs: null, ...counts };
        break;
      }
      case "paused":
        return { ...meaning, ...counts };
      case "failure":
        if (meaning.tookMs > SLOW_MS && batch.rows.length > 1) runner.size.shrink(batch.rows.length);
        return { kind: "failed", reached: meaning.reached, retryAfterMs: meaning.retryAfterMs, ...counts };
    }
  }
  return { kind: "stopped", ...counts };
}

async function send(runner: Runner, batch: Batch): Promise<Meaning> {
  runner.flying(batch.rows.map((row) => row.id));
  try {
    return await exchange(runner.caller(), batch);
  } finally {
    runner.flying([]);
  }
}

/** Halves, or puts the single culprit under suspicion. False = the run ends, and a timer tries again. */
async function lessen(
  runner: Runner,
  { rows }: Batch,
  { problem, stalled }: Extract<Meaning, { kind: "too_much" }>,
): Promise<boolean> {
  const [row] = rows;
  // Nothing was sent: it is the request itself, or the line.
  if (row === undefined) return false;
  if (rows.length > 1) {
    runner.size.shrink(rows.length);
    return !stalled;
  }
  const before = runner.size.suspect;
  if (stalled && before?.row.id === row.id && before.isAlive) {
    await putAside(runner, before);
    return true;
  }
  runner.size.suspect = { row, problem, stalled, isAlive: false };
  return !stalled;
}

/** After an answer while a change is under suspicion: a sign of life, or the change itself got through. */
async function settleSuspect(runner: Runner, suspect: Suspect, { rows }: Batch): Promise<void> {
  if (rows.length > 0) runner.size.suspect = null;
  else if (suspect.stalled) runner.size.suspect = { ...suspect, isAlive: true };
  else await putAside(runner, suspect);
}

async function putAside(runner: Runner, { row, problem }: Suspect): Promise<void> {
  runner.size.suspect = null;
  const nowMs = runner.caller().env.now();
  await runner.db.write(["outbox", "attention"], async (tx) => {
    const waiting = await tx.objectStore("outbox").get(row.order);
    if (waiting?.id === row.id) await setAside(tx, waiting, { problem, why: "unsendable", nowMs });
  });
  await runner.changed(new Set([row.record]));
}
