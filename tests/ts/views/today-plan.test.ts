// The day's plan: the week's order by the rules, complaints on top, nobody who can't be reached.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fields, Shown } from "../../../leadpwa/pwa/store/types.ts";
import { know } from "../../../leadpwa/pwa/views/known.ts";
import { contactOn, planOf } from "../../../leadpwa/pwa/views/today/plan.ts";
import { theRules } from "./the-rules.ts";

const frame = { today: "2026-11-24", zone: "Asia/Shanghai", rules: theRules() };

function lead(id: string, fields: Fields, activities: Shown[] = []) {
  const shown: Shown = {
    kind: "lead", id, seq: 1, stamps: {}, state: "sent",
    fields: { mobile: "13800138000", captured_at: "2026-11-24T09:00:00+08:00", source: "event", ...fields },
  };
  return know(shown, activities, frame);
}

const complaint: Shown = {
  kind: "activity", id: "a", seq: 1, stamps: {}, state: "sent",
  fields: { lead: "angry", type: "complaint", at: "2026-11-24T10:00:00+08:00", by: "u" },
};

test("new names come first, a dearer one before a cheaper one, and an open complaint on top of all", () => {
  const budget = { budget: { min: 100_000, max: 200_000 } };
  const meeting = { column: "first_meeting", first_meeting_at: "2026-11-25T10:00:00+08:00", purchase_window: "A", expected_on: "2026-12-20" };
  const leads = [
    lead("met", { column: "p25", met_on: "2026-11-20", next_step: { what: "约试驾", on: "2026-11-25" }, ...budget }),
    lead("dear", { ...meeting, ...budget }),
    lead("cheap", meeting),
    lead("new", { purchase_window: "A", expected_on: "2026-12-20" }),
    lead("angry", { column: "p25", met_on: "2026-11-20", next_step: { what: "约试驾", on: "2026-11-25" } }, [complaint]),
  ];
  const { open } = planOf(leads, () => false);
  assert.deepEqual(open.map(({ id, group }) => [id, group]), [["angry", 6], ["new", 1], ["dear", 2], ["cheap", 2], ["met", 5]]);
});

test("anonymous interest is nobody to call, and who was contacted today is done", () => {
  const leads = [lead("anonymous", { mobile: undefined, no_contact: true, purchase_window: "A", expected_on: "2026-12-20" }), lead("called", {}), lead("left", { purchase_window: "A", expected_on: "2026-12-20" })];
  const plan = planOf(leads, ({ id }) => id === "called");
  assert.deepEqual([plan.open.map(({ id }) => id), plan.done], [["left"], 1]);
});

test("a note is no contact", () => {
  const note = { ...complaint, fields: { ...complaint.fields, type: "note" } };
  assert.equal(contactOn([note], "2026-11-24", () => "2026-11-24"), false);
  assert.equal(contactOn([complaint], "2026-11-24", () => "2026-11-24"), true);
});
