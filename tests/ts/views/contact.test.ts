import assert from "node:assert/strict";
import { test } from "node:test";
import { type Activity, activityFromWire } from "../../../leadpwa/pwa/domain/activity.ts";
import type { Fields } from "../../../leadpwa/pwa/store/types.ts";
import { activityOf, contactFaults, NO_CONTACT, openIssues, readContact, stepFaults } from "../../../leadpwa/pwa/views/lead/contact.ts";

const AT = "2026-11-24T16:20:00+08:00";

test("a contact becomes an activity of its lead, empty parts left out", () => {
  const fields = activityOf({ ...NO_CONTACT, result: "reached", text: " 约好周六 " }, "lead-1", AT, null);
  assert.deepEqual(fields, { lead: "lead-1", type: "call", at: AT, result: "reached", text: "约好周六" });
});

test("a result that a type cannot have is not sent", () => {
  assert.ok(!("result" in activityOf({ ...NO_CONTACT, type: "visit", result: "no_answer" }, "lead-1", AT, null)));
});

test("an answer names the objection that it settles", () => {
  assert.equal(activityOf({ ...NO_CONTACT, type: "message" }, "lead-1", AT, "a-1")["answers"], "a-1");
});

test("a next step needs both what and when, or neither", () => {
  assert.deepEqual(contactFaults(NO_CONTACT), {});
  assert.deepEqual(contactFaults({ ...NO_CONTACT, stepWhat: "送报价" }), { on: "missing" });
  assert.deepEqual(contactFaults({ ...NO_CONTACT, stepOn: "2026-12-01" }), { what: "missing" });
  assert.deepEqual(stepFaults("", "", { wanted: true }), { what: "missing", on: "missing" });
});

test("a text of 64 KB is named with its length and not cut", () => {
  assert.deepEqual(contactFaults({ ...NO_CONTACT, text: "𠮷".repeat(5000) }).text, { most: 4000, now: 5000 });
});

const done = (id: string, fields: Fields): Activity => activityFromWire(id, { at: "2026-11-24T10:00:00+08:00", ...fields }, "Asia/Shanghai", true)!;

test("an objection is open until an activity answers it that stands itself", () => {
  const objection = done("o", { type: "objection" });
  const answer = done("m", { type: "message", answers: "o" });
  assert.ok(openIssues([objection]).has("o"));
  assert.equal(openIssues([objection, answer]).size, 0);
  assert.ok(openIssues([objection, answer, done("n", { type: "note", corrects: "m" })]).has("o"), "the answer was taken back");
  assert.equal(openIssues([objection, done("n", { type: "note", corrects: "o" })]).size, 0);
});

test("a draft of another version is read for what it has", () => {
  assert.equal(readContact(null), null);
  assert.deepEqual(readContact({ text: "他说", old: 1 }), { ...NO_CONTACT, text: "他说" });
});
