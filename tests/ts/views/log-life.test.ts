// The form's life over a phone in memory: drafts, one save a tap, undo.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { signal } from "@preact/signals";
import { EMPTY, type Typed } from "../../../leadpwa/pwa/views/log/form.ts";
import { type LogForm, makeLogForm } from "../../../leadpwa/pwa/views/log/log-form.ts";
import { foreignNumbers } from "../../../leadpwa/pwa/views/log/foreign.ts";
import { hush, said } from "../../../leadpwa/pwa/views/parts/said.ts";
import type { World } from "../../../leadpwa/pwa/views/world.ts";
import { zh } from "../../../leadpwa/pwa/i18n/zh.ts";
import { FakePhone } from "./fake-phone.ts";
import { theRules } from "./the-rules.ts";

const rules = theRules();
const xu: Partial<Typed> = { mobile: "137 1180 4592", name: "徐海波", title: "mr", consent: { ...EMPTY.consent, contact: "2026-11-24T08:00:00+08:00" } };
let phone: FakePhone;

const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

function aForm(): LogForm {
  const world = { phone, dirty: signal(false), leads: signal([]) } as unknown as World;
  return makeLogForm(world, () => ({ event: null, today: "2026-11-24", rules, wording: "2026-1" }));
}

beforeEach(() => {
  phone = new FakePhone();
  hush();
  Object.assign(globalThis, { location: { hash: "" }, history: { replaceState: () => undefined } });
});

test("each input is in the draft, and a new start finds it", async () => {
  aForm().change({ mobile: "137" });
  await settled();
  const after = aForm();
  await settled();
  assert.equal(after.typed.value.mobile, "137");
  assert.ok(after.restored.value);
});

test("a draft that is read late does not overwrite what is being typed", async () => {
  phone.drafts.set("log", { id: "x", typed: { ...EMPTY, mobile: "139" } });
  const form = aForm();
  form.change({ mobile: "1" });
  await settled();
  assert.equal(form.typed.value.mobile, "1");
});

test("a double tap on save saves once", async () => {
  const form = aForm();
  form.change(xu);
  form.press("next");
  form.press("next");
  await settled();
  assert.equal(phone.leads.value.length, 1);
  assert.deepEqual(form.typed.value, EMPTY);
  assert.ok(!phone.drafts.has("log"));
});

test("one draft open in two tabs and saved in both is one lead", async () => {
  const form = aForm();
  form.change(xu);
  await settled();
  const other = aForm();
  await settled();
  form.press("next");
  await settled();
  other.press("next");
  await settled();
  assert.equal(phone.leads.value.length, 1);
});

test("a tab that went on with a draft which another one saved makes a lead of its own: nothing typed is swallowed", async () => {
  const form = aForm();
  form.change(xu);
  await settled();
  const other = aForm();
  await settled();
  form.press("next");
  await settled();
  other.change({ name: "罗佳", mobile: "13900139000" });
  other.press("next");
  await settled();
  assert.deepEqual(phone.leads.value.map((lead) => lead.fields["name"]).sort(), ["徐海波", "罗佳"].sort());
  assert.ok(!phone.drafts.has("log"), "and nothing is left over to be saved twice");
});

test("what is typed while a lead is being saved is the beginning of the next one", async () => {
  const form = aForm();
  form.change(xu);
  form.press("next");
  form.change({ mobile: `${xu.mobile}139`, models: ["tiggo-8"] });
  await settled();
  assert.deepEqual(form.typed.value, { ...EMPTY, mobile: "139", models: ["tiggo-8"] });
  assert.equal(phone.leads.value[0]?.fields["name"], "徐海波");
  const after = aForm();
  await settled();
  assert.equal(after.typed.value.mobile, "139");
});

test("emptying the form can be taken back, until something else is typed", async () => {
  const form = aForm();
  form.change(xu);
  form.discard();
  assert.deepEqual(form.typed.value, EMPTY);
  said.value?.act?.run();
  assert.equal(form.typed.value.name, "徐海波");
  form.discard();
  form.change({ name: "罗佳" });
  assert.equal(form.typed.value.name, "罗佳");
});

test("a foreign number of a length that its country does not have is said beside the field", async () => {
  const form = aForm();
  form.change({ mobile: "+1 2345678" });
  while (foreignNumbers.value === undefined) await settled();
  form.leave("mobile");
  assert.deepEqual(form.faults.value, { mobile: { why: "mobileForeign" } });
  form.change({ mobile: "+1 202 555 0123" });
  assert.deepEqual(form.faults.value, {});
});

test("the next person gets a record of their own", async () => {
  const form = aForm();
  for (const mobile of ["13711804592", "13711804593"]) {
    form.change({ ...xu, mobile });
    form.press("next");
    await settled();
  }
  assert.equal(new Set(phone.leads.value.map((lead) => lead.id)).size, 2);
});

test("a full phone says so and the form keeps what it holds", async () => {
  const form = aForm();
  form.change(xu);
  phone.failWith = "quota";
  form.press("next");
  await settled();
  assert.equal(form.failure.value, "quota");
  assert.equal(form.typed.value.name, "徐海波");
  assert.equal(said.value, null);
  form.press("next");
  await settled();
  assert.equal(phone.leads.value.length, 1);
});

test("undo takes the lead back and puts the text back", async () => {
  const form = aForm();
  form.change(xu);
  form.press("next");
  await settled();
  assert.match(said.value?.title ?? "", /徐海波/);
  said.value?.act?.run();
  await settled();
  assert.equal(phone.leads.value.length, 0);
  assert.equal(form.typed.value.name, "徐海波");
});

test("undo leaves what is being typed for the next person alone", async () => {
  const form = aForm();
  form.change(xu);
  form.press("next");
  await settled();
  form.change({ mobile: "138" });
  assert.ok(said.value?.act, "the first letter of the next person does not end the offer");
  said.value.act.run();
  await settled();
  assert.equal(phone.leads.value.length, 0);
  assert.equal(form.typed.value.mobile, "138");
});

test("while the sending is stopped, nothing saved is said to be sent by itself", async () => {
  const form = aForm();
  phone.sync.value = { ...phone.sync.value, paused: "revoked" };
  form.change(xu);
  form.press("next");
  await settled();
  assert.equal(said.value?.second?.(), zh.sync.stopped);
});

test("without consent the form asks, and yes saves with it", async () => {
  const form = aForm();
  form.change({ mobile: "13711804592" });
  form.press("next");
  assert.equal(form.asking.value, "next");
  assert.equal(phone.leads.value.length, 0);
  form.answer("consent", "2026-11-24T09:00:00+08:00");
  await settled();
  assert.deepEqual(phone.leads.value[0]?.fields["consent_contact"], { given: true, wording: "2026-1", at: "2026-11-24T09:00:00+08:00", how: "spoken" });
});

test("no to the consent keeps the interest without the person", async () => {
  const form = aForm();
  form.change({ mobile: "13711804592", name: "徐海波", city: "广州" });
  form.press("next");
  form.answer("anonymous", "");
  await settled();
  const fields = phone.leads.value[0]?.fields ?? {};
  assert.equal(fields["no_contact"], true);
  assert.equal(fields["city"], "广州");
  assert.ok(!("mobile" in fields) && !("name" in fields));
});

test("a wrong number is named once its field is left, and forgiven as it is mended", () => {
  const form = aForm();
  form.change({ mobile: "1371180" });
  assert.deepEqual(form.faults.value, {});
  form.leave("mobile");
  assert.ok(form.faults.value.mobile);
  form.change({ mobile: "13711804592" });
  assert.deepEqual(form.faults.value, {});
});
