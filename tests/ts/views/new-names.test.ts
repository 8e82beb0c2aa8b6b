// Monday afternoon: new names first, and the number of first meetings to book.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Known } from "../../../leadpwa/pwa/views/known.ts";
import { isTimeForNames, meetingsToBook } from "../../../leadpwa/pwa/views/today/new-names.ts";
import { theRules } from "./the-rules.ts";

const rules = theRules();
const at = (moment: string): boolean => isTimeForNames(Date.parse(moment), "Asia/Shanghai", rules);
const lead = (column: string, fields: object = {}): Known => ({ column, shown: { fields } }) as unknown as Known;

test("new names come first on Monday from noon on, by the organisation's clock", () => {
  assert.ok(!at("2026-11-23T11:59:59+08:00"));
  assert.ok(at("2026-11-23T12:00:00+08:00"));
  assert.ok(at("2026-11-23T23:59:59+08:00"));
  assert.ok(!at("2026-11-24T12:00:00+08:00"));
  assert.ok(at("2026-11-23T04:00:00Z"), "noon in Shanghai");
});

test("what is active and what is dated already is taken off the first meetings to book", () => {
  const today = "2026-11-23";
  const leads = [
    lead("p25"),
    lead("p50"),
    lead("first_meeting", { first_meeting_at: "2026-11-25T10:00:00+08:00" }),
    lead("first_meeting", { first_meeting_at: "2026-11-20T10:00:00+08:00" }),
    lead("opportunity"),
  ];
  // 4 closes × 5 prospects − 2 active, twice as many meetings, less the one that is dated.
  assert.equal(meetingsToBook(leads, 4, today, rules), 2 * (4 * 5 - 2) - 1);
});

test("with enough outcomes the advisor's own ratio counts", () => {
  const today = "2026-11-23";
  const closed = Array.from({ length: 10 }, () => lead("closed", { signed_on: "2026-06-01" }));
  const lost = Array.from({ length: 10 }, () => lead("lost", { lost: { on: "2026-06-01" } }));
  const old = Array.from({ length: 10 }, () => lead("lost", { lost: { on: "2025-06-01" } }));
  assert.equal(meetingsToBook([...closed, ...lost, ...old], 4, today, rules), 2 * 4 * 2);
});
