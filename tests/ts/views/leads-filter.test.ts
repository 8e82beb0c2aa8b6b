import assert from "node:assert/strict";
import { test } from "node:test";
import type { Known } from "../../../leadpwa/pwa/views/known.ts";
import { dueFirst, filtered, NO_FILTER } from "../../../leadpwa/pwa/views/leads/filter.ts";
import { initials } from "../../../leadpwa/pwa/views/leads/pinyin.ts";
import { masked } from "../../../leadpwa/pwa/views/masked.ts";

function aLead(name: string, part: Partial<Known> = {}): Known {
  return {
    shown: { kind: "lead", id: name, seq: 1, fields: { name }, stamps: {}, state: "sent" },
    state: "sent",
    id: name, name, title: "", who: name, mobile: null, class: null, expectedOn: null, overdue: false, change: null, column: "opportunity",
    missing: [], missingFor50: [], fellBack: null, falling: null, daysInColumn: null, due: null, week: null, activities: [], onBoard: true, complaint: false, contacted: false, rank: 9, nextStep: null, capturedOn: "", owner: null, models: [], ...part,
  };
}

const names = (leads: readonly Known[]): string[] => leads.map((lead) => lead.name);
const search = (words: string, ...leads: Known[]): string[] => names(filtered(leads, { ...NO_FILTER, words }));

test("a lead is found by part of the name, by first letters and by the last four digits", () => {
  const zhou = aLead("周建华", { mobile: "138 1234 6021" });
  const luo = aLead("罗佳", { mobile: "15944443370" });
  assert.deepEqual(search("建华", zhou, luo), ["周建华"]);
  assert.deepEqual(search("ZJ", zhou, luo), ["周建华"]);
  assert.deepEqual(search("3370", zhou, luo), ["罗佳"]);
  assert.deepEqual(search("", zhou, luo), ["周建华", "罗佳"]);
});

test("a surname that is read otherwise is found by how it is said", () => {
  assert.equal(initials("单田芳"), "stf");
  assert.equal(initials("曾国强"), "zgq");
  assert.equal(initials("区嘉欣"), "ojx");
});

test("two digits are no search for a number", () => {
  assert.deepEqual(search("70", aLead("罗佳", { mobile: "15944443370" })), []);
});

test("class, column and overdue narrow together", () => {
  const due = { on: "2026-11-20", why: "next_step", overdue: true };
  const both = aLead("甲", { class: "A", column: "p50", due });
  const one = aLead("乙", { class: "A", column: "p25" });
  const filter = { ...NO_FILTER, class: "A", column: "p50", overdue: true };
  assert.deepEqual(names(filtered([both, one], filter)), ["甲"]);
  assert.deepEqual(names(filtered([aLead("丙")], { ...NO_FILTER, class: "none" })), ["丙"]);
});

test("what needs a person stands first, then the earliest due, then what is not due", () => {
  const due = (on: string) => ({ on, why: "nurture", overdue: false });
  const late = aLead("late", { due: due("2026-11-20") });
  const soon = aLead("soon", { due: due("2026-11-25") });
  const none = aLead("none");
  const marked = aLead("trouble", { state: "attention" });
  assert.deepEqual(names(dueFirst([none, soon, marked, late])), ["trouble", "late", "soon", "none"]);
});

test("a number in a list shows its ends only", () => {
  assert.equal(masked("138 1234 6021"), "138****6021");
  assert.equal(masked("+8613812346021"), "+86138****6021");
});
