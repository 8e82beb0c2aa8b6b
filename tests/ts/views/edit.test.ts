import assert from "node:assert/strict";
import { test } from "node:test";
import { lacksConsent, patchOf, typedOf } from "../../../leadpwa/pwa/views/lead/edit.ts";
import { theRules } from "./the-rules.ts";

const NOW = "2026-11-24T16:20:00.000+08:00";
const setting = { event: null, today: "2026-11-24", rules: theRules(), wording: "2026-1", now: NOW };
const fields = {
  name: "徐海波", mobile: "13711804592", source: "event", models: ["tiggo-8", "old-model"], purchase_window: "B",
  consent_contact: { given: true, wording: "2026-1", at: "2026-11-01T09:00:00+08:00", how: "spoken" },
};
const before = typedOf(fields);

test("nothing changed is no change", () => {
  assert.deepEqual(patchOf(before, typedOf(fields), setting), {});
  assert.deepEqual(patchOf(before, { ...before, mobile: "137 1180 4592", name: " 徐海波 " }, setting), {});
});

test("only what differs is sent, and an emptied field as null", () => {
  assert.deepEqual(patchOf(before, { ...before, name: "", city: "广州" }, setting), { name: null, city: "广州" });
});

test("models are sent as what was added and what was taken off", () => {
  assert.deepEqual(patchOf(before, { ...before, models: ["tiggo-8", "tiggo-9"] }, setting), { models: { add: ["tiggo-9"], remove: ["old-model"] } });
});

test("a new answer about the time is sent with its date and day", () => {
  assert.deepEqual(patchOf(before, { ...before, window: "A" }, setting), { purchase_window: "A", expected_on: "2026-12-24", confirmed_on: "2026-11-24" });
});

test("a consent switched off is a withdrawal with its time", () => {
  const patch = patchOf(before, { ...before, consent: { ...before.consent, contact: null } }, setting);
  assert.deepEqual(patch, { consent_contact: { given: false, wording: "2026-1", at: NOW, how: "spoken" } });
});

test("personal data without consent is asked about first, other fields are not", () => {
  const without = typedOf({ source: "walk_in", no_contact: true });
  assert.ok(lacksConsent(without, { ...without, mobile: "13711804592" }));
  assert.ok(!lacksConsent(without, { ...without, city: "广州" }));
  assert.ok(!lacksConsent(before, { ...before, mobile: "13711804593" }));
});

test("an anonymous lead that leaves a number is anonymous no longer", () => {
  const without = typedOf({ source: "walk_in", no_contact: true });
  const patch = patchOf(without, { ...without, mobile: "13711804592", consent: { ...without.consent, contact: NOW } }, setting);
  assert.equal(patch["no_contact"], null);
});
