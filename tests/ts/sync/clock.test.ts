import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Clock,
  isDoubtful,
  learn,
  newClock,
  observe,
  parseStamp,
  stampAfter,
  stampMs,
  stampsFor,
  tick,
} from "../../../leadpwa/pwa/sync/clock.ts";

const NODE = "9f2c4e1ab7d05c38";
const NOON = Date.parse("2026-11-24T12:00:00Z");
const YEAR = 365 * 24 * 3_600_000;

function aClock(part: Partial<Clock> = {}): Clock {
  const bytes = Uint8Array.from(NODE.match(/../g)!, (hex) => Number.parseInt(hex, 16));
  return { ...newClock(bytes), errorMs: 0, ...part };
}

function at(ms: number) {
  return { sentMs: ms, headMs: ms, serverMs: ms };
}

test("a stamp is UTC time, counter and node, and orders as text", () => {
  const first = tick(aClock(), NOON);
  const second = tick(first.clock, NOON);
  const third = tick(second.clock, NOON + 1);
  assert.equal(first.stamp, `2026-11-24T12:00:00.000Z-0000-${NODE}`);
  assert.equal(second.stamp, `2026-11-24T12:00:00.000Z-0001-${NODE}`);
  assert.equal(third.stamp, `2026-11-24T12:00:00.001Z-0000-${NODE}`);
  assert.ok(first.stamp < second.stamp && second.stamp < third.stamp);
  assert.equal(parseStamp("2026-11-24T12:00:00.000Z-0000-XYZ"), null);
});

test("65,536 changes within one millisecond borrow the next one", () => {
  assert.equal(stampAfter(`2026-11-24T12:00:00.000Z-ffff-${NODE}`, NOON, NODE), `2026-11-24T12:00:00.001Z-0000-${NODE}`);
});

test("the clock advances past everything it has seen", () => {
  const seen = observe(aClock(), `2026-11-24T12:00:05.000Z-0003-${"f".repeat(16)}`);
  assert.equal(tick(seen, NOON).stamp, `2026-11-24T12:00:05.000Z-0004-${NODE}`);
});

test("a clock that is a year ahead is corrected by the first answer, and stamps begin afresh from the server's", () => {
  const wrong = tick(aClock(), NOON + YEAR).clock;
  const { clock, afresh } = learn(observe(wrong, `2026-11-24T11:00:00.000Z-0000-${"f".repeat(16)}`), {
    sentMs: NOON + YEAR,
    headMs: NOON + YEAR + 40,
    serverMs: NOON,
  });
  assert.ok(afresh);
  assert.equal(tick(clock, NOON + YEAR + 1_000).stamp.slice(0, 22), "2026-11-24T12:00:00.98");
});

test("slow answers do not change a right clock, however late they come", () => {
  const right = aClock({ last: "" });
  for (const [up, down] of [[5_000, 0], [0, 25_000], [29_000, 29_000]] as const) {
    const note = { sentMs: NOON, headMs: NOON + up + down, serverMs: NOON + up };
    assert.deepEqual(learn(right, note), { clock: { ...right, heardMs: note.serverMs }, afresh: false });
  }
});

test("a phone doubts its time when it ran back, or after a day without an answer", () => {
  const heard = learn(aClock(), at(NOON)).clock;
  assert.equal(isDoubtful(heard, NOON + 3_600_000), false);
  assert.ok(isDoubtful(heard, NOON + 25 * 3_600_000));
  assert.ok(isDoubtful(heard, NOON - 25 * 3_600_000));
  assert.ok(isDoubtful(observe(heard, `2026-11-24T12:00:00.000Z-0000-${NODE}`), NOON - 120_000));
  const back = tick(tick(heard, NOON).clock, NOON - 120_000).clock;
  assert.ok(isDoubtful(back, NOON));
});

test("what waits from the time of a wrong clock gets its stamp less the error, in order", () => {
  let clock = aClock();
  const waiting = [0, 0, 5_000].map((after) => {
    const made = tick(clock, NOON + YEAR + after);
    clock = made.clock;
    return { hlc: made.stamp, wallMs: NOON + YEAR + after, floor: "" };
  });
  assert.deepEqual(stampsFor(waiting, { errorMs: YEAR, nowMs: NOON + 9_000 }, NODE), [
    `2026-11-24T12:00:00.000Z-0000-${NODE}`,
    `2026-11-24T12:00:00.000Z-0001-${NODE}`,
    `2026-11-24T12:00:05.000Z-0000-${NODE}`,
  ]);
  assert.deepEqual(stampsFor(waiting, { errorMs: 0, nowMs: NOON + 2 * YEAR }, NODE), [null, null, null]);
});

test("an edit made while the clock was a year ahead does not drag the next one with it", () => {
  const ahead = tick(aClock(), NOON + YEAR);
  const mended = tick(ahead.clock, NOON);
  assert.equal(stampMs(mended.stamp), NOON + YEAR, "the order is kept while nothing better is known");
  const waiting = [
    { hlc: ahead.stamp, wallMs: NOON + YEAR, floor: "" },
    { hlc: mended.stamp, wallMs: NOON, floor: "" },
  ];
  assert.deepEqual(stampsFor(waiting, { errorMs: 0, nowMs: NOON + 172_800_000 }, NODE), [
    `2026-11-24T12:00:00.000Z-0000-${NODE}`,
    `2026-11-24T12:00:00.000Z-0001-${NODE}`,
  ]);
});

test("a stamp that the server gave stays", () => {
  const given = `2026-11-20T12:00:00.000Z-0000-${NODE}`;
  const waiting = [{ hlc: `2027-11-20T12:00:00.000Z-0000-${NODE}`, stamp: given, fixed: true as const, wallMs: 0, floor: "" }];
  assert.deepEqual(stampsFor(waiting, { errorMs: YEAR, nowMs: NOON }, NODE), [given]);
});

test("a phone set to 1970 stamps nothing before it", () => {
  assert.equal(tick(aClock({ errorMs: 86_400_000 }), 1_000).stamp, `1970-01-01T00:00:00.000Z-0000-${NODE}`);
});
