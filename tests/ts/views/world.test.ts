// What the screens stand on: the worst state of a lead, and the wording that was really read out.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { RecordState, Shown } from "../../../leadpwa/pwa/store/types.ts";
import { know } from "../../../leadpwa/pwa/views/known.ts";
import { readOutHere } from "../../../leadpwa/pwa/views/world.ts";
import { theRules } from "./the-rules.ts";

const rules = theRules();
const frame = { today: "2026-11-24", zone: "Asia/Shanghai", rules };
const record = (kind: string, state: RecordState): Shown => ({
  kind, id: `${kind}-1`, seq: 1, stamps: {}, state, fields: { lead: "lead-1", type: "call", at: "2026-11-24T08:00:00+08:00", captured_at: "2026-11-23T08:00:00+08:00" },
});

test("a lead is not called sent while a call of it waits or was refused", () => {
  const lead = record("lead", "sent");
  assert.equal(know(lead, { activities: [], dispatches: [] }, frame).state, "sent");
  assert.equal(know(lead, { activities: [record("activity", "waiting")], dispatches: [] }, frame).state, "waiting");
  assert.equal(know(lead, { activities: [record("activity", "waiting"), record("activity", "attention")], dispatches: [] }, frame).state, "attention");
});

const text = { zh: {}, en: {} };
const asking = (wording: string) => ({ ...rules, consent: { ...rules.consent, wording } });

test("consent is recorded for a wording that this build has", () => {
  assert.equal(readOutHere(asking("2026-1"), { "2026-1": text, "2026-2": text }).consent.wording, "2026-1");
  assert.equal(readOutHere(asking("2027-1"), { "2026-1": text, "2026-2": text }).consent.wording, "2026-2");
});

test("a name that turns the direction of writing turns nothing but itself", () => {
  const named = { ...record("lead", "sent"), fields: { ...record("lead", "sent").fields, name: "甲\u202eabc", title: "mr" } };
  assert.equal(know(named, { activities: [], dispatches: [] }, frame).who, "\u2068甲\u202eabc\u2069 先生");
  assert.equal(know({ ...named, fields: { ...named.fields, name: "甲" } }, { activities: [], dispatches: [] }, frame).who, "甲 先生");
});
