// Nothing pressed ends in silence, and what is said is said where it can be seen.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { zh } from "../../../leadpwa/pwa/i18n/zh.ts";
import { SaveError } from "../../../leadpwa/pwa/store/types.ts";
import { act } from "../../../leadpwa/pwa/views/parts/act.ts";
import { handOut } from "../../../leadpwa/pwa/views/parts/hand-out.ts";
import { isHeld, takeHold } from "../../../leadpwa/pwa/views/parts/holding.ts";
import { lay, uppermost } from "../../../leadpwa/pwa/views/parts/layers.ts";
import { hush, said } from "../../../leadpwa/pwa/views/parts/said.ts";
import { undoOf } from "../../../leadpwa/pwa/views/parts/undo.ts";
import { hasDraft, unsentOf } from "../../../leadpwa/pwa/views/sync/left.ts";
import { EMPTY } from "../../../leadpwa/pwa/views/log/form.ts";
import type { AttentionEntry, OutboxEntry } from "../../../leadpwa/pwa/store/types.ts";
import { FakePhone } from "./fake-phone.ts";

const failing = (): Promise<never> => Promise.reject(new SaveError("quota"));
const settled = (): Promise<void> => new Promise((done) => setImmediate(done));
console.error = () => undefined;

beforeEach(hush);

test("an act that fails says why, and carries no tick", async () => {
  assert.equal(await act(failing), false);
  assert.deepEqual(said.value, { title: zh.log.failed.quota, failed: true });
});

test("an act that is done says nothing of its own", async () => {
  assert.equal(await act(async () => undefined), true);
  assert.equal(said.value, null);
});

test("a backup that can't be made is not called handed over", async () => {
  const phone = new FakePhone();
  phone.exportOutbox = failing;
  assert.equal(await handOut(phone), false);
  assert.equal(said.value?.title, zh.log.failed.quota);
});

test("an undo that the store refuses is not called too late", async () => {
  const phone = new FakePhone();
  phone.undo = failing;
  const saved = await phone.createLead({ name: "张伟" });
  undoOf(phone, saved).run();
  await settled();
  assert.equal(said.value?.title, zh.log.failed.quota);
});

test("a form that stands open holds a new version back, until the last one is shut", () => {
  const [first, second] = [takeHold(), takeHold()];
  first();
  assert.equal(isHeld.value, true);
  second();
  assert.equal(isHeld.value, false);
});

test("the uppermost sheet speaks, and the page again once all are shut", () => {
  const [lower, upper] = [lay("lower"), lay("upper")];
  assert.equal(uppermost.value, "upper");
  upper();
  assert.equal(uppermost.value, "lower");
  lower();
  assert.equal(uppermost.value, null);
});

test("what needs a person and what waits behind it count as unsent, each once", async () => {
  const phone = new FakePhone();
  const mutation = { id: "m1", kind: "lead", record: "l1", hlc: "", patch: {} };
  phone.entries = [mutation, { ...mutation, id: "m2" }].map((one) => ({ mutation: one, held: one.id === "m2" }) as unknown as OutboxEntry);
  phone.troubles = [mutation, { ...mutation, id: "m0" }].map((one) => ({ id: one.id, mutation: one }) as unknown as AttentionEntry);
  assert.equal(await unsentOf(phone), 3);
});

test("somebody half typed is noticed before the phone is signed out", async () => {
  const phone = new FakePhone();
  assert.equal(await hasDraft(phone), false);
  phone.drafts.set("log", { id: "x", typed: { ...EMPTY, mobile: "137" } });
  assert.equal(await hasDraft(phone), true);
});
