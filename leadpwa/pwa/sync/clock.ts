// Hybrid logical clock: `2026-11-24T08:00:00.123Z-0000-9f2c4e1ab7d05c38`.
//
// UTC time in milliseconds, a counter of four hex digits for what happens within one, and the node, 16 hex digits that
// are drawn for each database. Stamps compare as strings. After Kulkarni et al., "Logical Physical Clocks" (2014). What
// is ours is the handling of a phone's wrong clock (docs/protocol.md, "Clocks"): it stamps with the server's time as far
// as it knows it, and begins afresh from the server's stamps when it finds that it knew wrongly.

import type { Clock } from "../store/rows.ts";

export type { Clock };

const STAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)-([0-9a-f]{4})-([0-9a-f]{16})$/;
const LAST_COUNTER = 0xffff;

/** Errors up to this are taken for latency and drift, ms; the server does the same. */
export const TOLERATED_MS = 60_000;
/** So long without an answer, in ms, and the phone asks the server for the time before it sends what it stamped. */
const TRUSTED_MS = 24 * 3_600_000;

export interface Stamp {
  readonly ms: number;
  readonly counter: number;
  readonly node: string;
}

export function timeText(ms: number): string {
  return new Date(ms).toISOString();
}

export function stampText({ ms, counter, node }: Stamp): string {
  return `${timeText(ms)}-${counter.toString(16).padStart(4, "0")}-${node}`;
}

/** The stamp that `text` spells, null where it spells none. */
export function parseStamp(text: string): Stamp | null {
  const match = STAMP.exec(text);
  if (!match) return null;
  const [, time, counter, node] = match as unknown as [string, string, string, string];
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? null : { ms, counter: Number.parseInt(counter, 16), node };
}

/** The stamp's time, ms since 1970; 0 for what is no stamp. */
export function stampMs(text: string): number {
  return parseStamp(text)?.ms ?? 0;
}

/** Draws the node: pass 8 random bytes. */
export function newClock(randomBytes: Uint8Array): Clock {
  const node = Array.from(randomBytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { node, last: "", greatest: "", errorMs: null, heardMs: null, irregular: false };
}

/** What the server's clock shows, as far as the phone knows, for its own `wallMs`. */
export function corrected(clock: Clock, wallMs: number): number {
  return wallMs - (clock.errorMs ?? 0);
}

/** The least stamp of `node` after `last` that is not before `ms`. */
export function stampAfter(last: string, ms: number, node: string): string {
  const before = parseStamp(last);
  if (before === null || ms > before.ms) return stampText({ ms, counter: 0, node });
  // More than 65,536 changes within one millisecond: borrow the next one.
  if (before.counter === LAST_COUNTER) return stampText({ ms: before.ms + 1, counter: 0, node });
  return stampText({ ms: before.ms, counter: before.counter + 1, node });
}

/** A new stamp, and the clock after it. */
export function tick(clock: Clock, wallMs: number): { stamp: string; clock: Clock } {
  const ms = Math.max(0, corrected(clock, wallMs));
  const stamp = stampAfter(clock.last, ms, clock.node);
  const irregular = clock.irregular || stampMs(clock.last) - ms > TOLERATED_MS;
  return { stamp, clock: { ...clock, last: stamp, irregular } };
}

/** The clock advanced past a stamp that the server gave or sent. */
export function observe(clock: Clock, stamp: string): Clock {
  if (stamp <= clock.greatest) return clock;
  return { ...clock, greatest: stamp, last: stamp > clock.last ? stamp : clock.last };
}

/** Whether the phone has reason to doubt its time: it then asks, with nothing to send, before it sends. */
export function isDoubtful(clock: Clock, wallMs: number): boolean {
  const now = corrected(clock, wallMs);
  return (
    clock.irregular ||
    stampMs(clock.greatest) - now > TOLERATED_MS ||
    (clock.heardMs !== null && Math.abs(now - clock.heardMs) > TRUSTED_MS)
  );
}

/** An answer's time: the server wrote `serverMs` at some moment between the phone's `sentMs` and `headMs`. */
export interface TimeNote {
  readonly sentMs: number;
  readonly headMs: number;
  readonly serverMs: number;
}

/**
 * The clock after an answer, and whether it began afresh: then what waits is to be stamped again.
 *
 * The true error lies between the two bounds that the round trip gives, so an error within them is not new, however
 * slow the network was.
 */
export function learn(clock: Clock, note: TimeNote): { clock: Clock; afresh: boolean } {
  const least = note.sentMs - note.serverMs;
  const most = note.headMs - note.serverMs;
  const nearest = Math.min(Math.max(clock.errorMs ?? 0, least), most);
  const isNew = clock.errorMs === null || Math.abs(nearest - clock.errorMs) > TOLERATED_MS;
  const errorMs = isNew ? Math.round((least + most) / 2) : nearest;
  const ahead = stampMs(clock.last) - note.serverMs;
  const afresh = clock.irregular || ahead > TOLERATED_MS || Math.abs(errorMs - (clock.errorMs ?? 0)) > TOLERATED_MS;
  const heard: Clock = { ...clock, errorMs, heardMs: note.serverMs };
  return { clock: afresh ? { ...heard, last: clock.greatest, irregular: false } : heard, afresh };
}

/** What is known of a waiting change's time. */
export interface Waiting {
  readonly hlc: string;
  readonly stamp?: string;
  /** The phone's own clock when it was made, ms. */
  readonly wallMs: number;
  /** The greatest stamp of the server's that the phone knew then: it was made after it. */
  readonly floor: string;
  /** The server gave its stamp before; it stays. */
  readonly fixed?: true;
}

/**
 * The stamps, in order, that waiting changes get beside them once the phone knows its error; null where `hlc` is right.
 *
 * True time = the phone's clock then, less the error: never before what the server had said by then, never after the
 * server's present, never after a later change (where the clock went back in between); and the order is kept.
 */
export function stampsFor(
  waiting: readonly Waiting[],
  right: { errorMs: number; nowMs: number },
  node: string,
): (string | null)[] {
  const times = waiting.map((each) => {
    if (each.fixed) return stampMs(each.stamp ?? each.hlc);
    const ms = Math.min(each.wallMs - right.errorMs, right.nowMs);
    return Math.max(ms, stampMs(each.floor), 0);
  });
  for (let at = times.length - 2; at >= 0; at--) times[at] = Math.min(times[at]!, times[at + 1]!);
  let before = "";
  return waiting.map((each, at) => {
    const given = each.fixed ? (each.stamp ?? each.hlc) : null;
    const off = Math.abs(stampMs(each.hlc) - times[at]!) > TOLERATED_MS;
    const stamp = given ?? (off || each.hlc <= before ? stampAfter(before, times[at]!, node) : each.hlc);
    if (stamp > before) before = stamp;
    return stamp === each.hlc && !each.fixed ? null : stamp;
  });
}
