// An unfinished edit found again after others have changed what it was about.
import assert from "node:assert/strict";
import { test } from "node:test";
import { restored } from "../../../leadpwa/pwa/views/parts/restored.ts";

interface Person {
  city: string;
  note: string;
}

const read = (stored: unknown): Person | null => (typeof stored === "object" && stored !== null ? (stored as Person) : null);
const stood = { city: "芜湖", note: "" };

test("what was typed is found again where nobody has changed the field since", () => {
  assert.deepEqual(restored({ was: stood, now: { city: "合肥", note: "" } }, stood, read), { city: "合肥", note: "" });
});

test("a field that a colleague has changed meanwhile keeps the colleague's value", () => {
  const now = { city: "广州", note: "" };
  assert.deepEqual(restored({ was: stood, now: { city: "合肥", note: "要红色" } }, now, read), { city: "广州", note: "要红色" });
});

test("nothing typed, nothing readable, or nothing left of it: there is no draft", () => {
  assert.equal(restored(undefined, stood, read), null);
  assert.equal(restored({ was: stood, now: stood }, stood, read), null);
  assert.equal(restored({ was: stood, now: { city: "合肥", note: "" } }, { city: "广州", note: "" }, read), null);
});
