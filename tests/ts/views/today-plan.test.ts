// The day's plan: the week's order by the rules, open complaints on top, nobody who can't be reached.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fields, Shown } from "../../../leadpwa/pwa/store/types.ts";
import { know, type Known } from "../../../leadpwa/pwa/views/known.ts";
import { planOf } from "../../../leadpwa/pwa/views/today/plan.ts";
import { theRules } from "./the-rules.ts";

const frame = { today: "2026-11-24", zone: "Asia/Shanghai", rules: theRules() };
const SOON = { purchase_window: "A", expected_on: "2026-12-20" };

function record(kind: string, id: string, fields: Fields): Shown {
  return { kind, id, seq: 1, stamps: {}, state: "sent", fields };
}

function lead(id: string, fields: Fields, done: Fields[] = [], dispatches: Fields[] = []): Known {
  const shown = record("lead", id, { mobile: "13800138000", captured_at: "2026-11-24T09:00:00+08:00", source: "event", ...fields });
  const activities = done.map((each, at) => record("activity", `${id}-${at}`, { lead: id, at: "2026-11-24T10:00:00+08:00", by: "u", ...each }));
  return know(shown, { activities, dispatches: dispatches.map((each, at) => record("dispatch", `${id}-d${at}`, each)) }, frame);
}

const ids = (leads: Known[]): string[] => {
  const { pinned, open } = planOf(leads);
  return [...pinned, ...open].map(({ id }) => id);
};

test("new names come first, a dearer one before a cheaper one, and an open complaint on top of all", () => {
  const budget = { budget: { min: 100_000, max: 200_000 } };
  const meeting = { column: "first_meeting", first_meeting_at: "2026-11-25T10:00:00+08:00", ...SOON };
  const prospect = { column: "p25", met_on: "2026-11-20", next_step: { what: "约试驾", on: "2026-11-25" } };
  const leads = [
    lead("met", { ...prospect, ...budget }),
    lead("dear", { ...meeting, ...budget }),
    lead("cheap", meeting),
    lead("new", SOON),
    lead("angry", prospect, [{ type: "complaint" }]),
  ];
  const { pinned, open } = planOf(leads);
  assert.deepEqual(pinned.map(({ id, group }) => [id, group]), [["angry", 6]]);
  assert.deepEqual(open.map(({ id, group }) => [id, group]), [["new", 1], ["dear", 2], ["cheap", 2], ["met", 5]]);
});

test("an open complaint is on top even where something else is due earlier", () => {
  const passed = { column: "p25", met_on: "2026-11-20", next_step: { what: "约试驾", on: "2026-11-23" } };
  assert.deepEqual(ids([lead("new", SOON), lead("angry", passed, [{ type: "complaint" }])]), ["angry", "new"]);
});

test("logging a complaint, or calling in vain, ticks nobody off; reaching the customer does", () => {
  const leads = [
    lead("angry", SOON, [{ type: "call" }, { type: "complaint" }]),
    lead("rang out", SOON, [{ type: "call", result: "no_answer" }]),
    lead("taken back", SOON, [{ type: "call" }, { type: "note", corrects: "taken back-0" }]),
    lead("called", SOON, [{ type: "call" }]),
  ];
  assert.deepEqual(ids(leads), ["angry", "rang out", "taken back"]);
  assert.equal(planOf(leads).done, 1);
});

test("an enquiry, and a lead that is merged into another, stand on no board", () => {
  assert.deepEqual([lead("lead", {}), lead("enquiry", { stage: "enquiry" }), lead("merged", { merged_into: "lead" })].map(({ onBoard }) => onBoard), [true, false, false]);
});

test("anonymous interest is nobody to call", () => {
  assert.deepEqual(ids([lead("anonymous", { mobile: undefined, no_contact: true, ...SOON }), lead("left", SOON)]), ["left"]);
});

test("the first contact of a dispatched lead is due by its dispatch, not by its capture", () => {
  const old = { dealer: "D01", captured_at: "2026-11-01T09:00:00+08:00", ...SOON };
  const order = { lead: "sent", dealer: "D01", dispatched_at: "2026-11-24T08:00:00+08:00", state: "open" };
  assert.equal(lead("sent", old, [], [order]).due?.on, "2026-11-25");
});
