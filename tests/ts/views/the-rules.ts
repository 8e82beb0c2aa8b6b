// Rules for the views' tests, in the form of the file: made up here, so that a change of the real ones breaks nothing.
import { readRules, type Rules } from "../../../leadpwa/pwa/domain/rules.ts";

const months = (value: number) => ({ value, unit: "months", source: "ours" });
const days = (value: number) => ({ value, unit: "days", source: "ours" });
const percent = (value: number) => ({ value, unit: "per cent", source: "ours" });
const rule = (letter: string, upto: number | null, answer: number, nurture: number, dispatch: boolean) => ({
  class: letter, ...(upto === null ? {} : { upto: months(upto) }), answer_months: months(answer), nurture_days: days(nurture), dispatch,
});

export const theRules = (): Rules =>
  readRules({
    version: "test",
    scheme: "A-E",
    schemes: { "A-E": [rule("A", 1, 1, 2, true), rule("B", 3, 3, 7, true), rule("C", 6, 6, 14, false), rule("D", 12, 12, 30, false), rule("E", null, 24, 90, false)] },
    capture: { complete_days: days(2) },
    consent: { wording: "2026-1" },
    contact: { first_days: days(1), unclassified_days: days(7), complaint_hours: { value: 24, unit: "hours" } },
    ratio: { closing: { value: 5, unit: "one in" }, meetings_per_prospect: { value: 2, unit: "meetings" }, own_months: months(12), own_outcomes: { value: 20, unit: "outcomes" } },
    week: { new_names_weekday: { value: 1, unit: "weekday" }, new_names_hour: { value: 12, unit: "hour" } },
    board: {
      sales_cycle_days: days(56),
      grace_days: days(3),
      probability: { opportunity: percent(0), first_meeting: percent(10), p25: percent(25), p50: percent(50), p90: percent(90) },
    },
  });
