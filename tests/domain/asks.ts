// The questions that both languages are asked, as JSON in and JSON out; `asks.py` is the same list. Answers one line of
// stdin with one line of stdout, for as long as it is asked.
import { createInterface } from "node:readline";
import { worldNumber } from "../../leadpwa/pwa/device/world-numbers.ts";
import { choose, explained, pareto, type Partial, plan, shapeOf } from "../../leadpwa/pwa/domain/answers.ts";
import { canMove } from "../../leadpwa/pwa/domain/board.ts";
import { addDays, addMonths, localDay, monthOf, parseDay, parseStamp, parseTime, weekOf } from "../../leadpwa/pwa/domain/calendar.ts";
import { expectedFromWindow } from "../../leadpwa/pwa/domain/classes.ts";
import { dispatchRun } from "../../leadpwa/pwa/domain/dispatch.ts";
import { classified, readCase } from "../../leadpwa/pwa/domain/explain.ts";
import { explainMonth, readMonthInput } from "../../leadpwa/pwa/domain/explain_month.ts";
import { leadFromWire, type Answer, type Place } from "../../leadpwa/pwa/domain/lead.ts";
import { man } from "../../leadpwa/pwa/domain/man.ts";
import { e164 } from "../../leadpwa/pwa/domain/phones.ts";
import { InvalidInput } from "../../leadpwa/pwa/domain/problems.ts";
import { firstMeetingsToBook, left, ownRatio } from "../../leadpwa/pwa/domain/ratio.ts";
import { retention } from "../../leadpwa/pwa/domain/retention.ts";
import { readRules, type Rules } from "../../leadpwa/pwa/domain/rules.ts";
import { contactKeys, isLikelySame, isSame } from "../../leadpwa/pwa/domain/same_person.ts";
import { showroomMonth } from "../../leadpwa/pwa/domain/showroom.ts";

// eslint-disable-next-line -- the questions are made by the tests, in forms that they know
type Given = any;

const ZONE = "Asia/Shanghai";

const partial = <T>({ answer, problems, leftOut }: Partial<T>): unknown => ({ answer, problems, left_out: leftOut });
const caseOf = (given: Given, rules: Rules): ReturnType<typeof readCase> => readCase(given.case, rules, given.zone ?? ZONE);

const ASKS: Record<string, (given: Given, rules: Rules) => unknown> = {
  add_days: ({ day, n }) => addDays(day, n),
  add_months: ({ day, n }) => addMonths(day, n),
  parse_day: ({ text }) => parseDay(text),
  moment: ({ stamp, time, zone }) => {
    const ms = stamp === undefined ? parseTime(time) : parseStamp(stamp);
    return ms === null ? null : { ms, day: localDay(ms, zone) };
  },
  week_of: ({ day }) => weekOf(day),
  month_of: ({ text }) => monthOf(text),
  classify: ({ expected_on, on }, rules) => classified(parseDay(expected_on), on, rules),
  window: ({ letter, on }, rules) => expectedFromWindow(letter, on, rules),
  e164: ({ text }) => e164(text, worldNumber),
  explain: (given, rules) => {
    const { answer, problems, leftOut } = explained(given.case, given.on, rules, given.zone ?? ZONE);
    return problems.length === 0 ? answer : { ...answer, problems, left_out: leftOut };
  },
  can_move: (given, rules) => canMove(caseOf(given, rules).lead, given.to, given.on, rules),
  explain_month: ({ input, month, as_of }, rules) => {
    const rows = readMonthInput(input);
    return { ...explainMonth(rows, month, parseTime(as_of) ?? NaN, rules), problems: rows.problems, left_out: rows.leftOut, warnings: rows.warnings };
  },
  man: ({ money, authority, need }: Record<string, Answer>) => man(money!, authority!, need!),
  ratio: ({ outcomes, own_closes, prospects, closes, quota, active, dated }, rules) => {
    const ratio = ownRatio(outcomes, own_closes, rules);
    return { left: left(prospects, closes, ratio), book: firstMeetingsToBook(quota, active, dated, ratio, rules) };
  },
  shape: ({ counts, quota, ratio }, rules) => shapeOf(counts, quota ?? null, ratio ?? null, rules),
  plan: ({ input, on }, rules) => partial(plan(input, on, rules, ZONE)),
  pareto: ({ input, on }, rules) => partial(pareto(input, on, rules, ZONE)),
  choose: ({ input, cities }, rules) => {
    const points = Object.entries((cities ?? {}) as Record<string, [number, number]>);
    return partial(choose(input, new Map(points.map(([name, [lat, lon]]) => [name, { lat, lon }])), rules, ZONE));
  },
  dispatch_run: ({ queue, dealers, open_orders, on }, rules) => {
    const cases = (queue as unknown[]).map((entry) => readCase(entry, rules, ZONE));
    const places = new Map(cases.flatMap(({ lead }): [string, Place][] => (lead.place ? [[lead.id, lead.place]] : [])));
    const known = (dealers as Given[]).map(({ code, lat, lon, models, active }) => ({ code, place: { lat, lon }, models: new Set<string>(models), active }));
    const run = dispatchRun(cases, known, new Map(Object.entries(open_orders as Record<string, number>)), places, on, rules);
    return run.map(([lead, { dealer, because }]) => ({ lead, dealer, because }));
  },
  showroom: ({ leads, month }, rules) => {
    const [first, last] = monthOf(month) ?? ["", ""];
    const cases = (leads as unknown[]).map((entry) => readCase(entry, rules, ZONE));
    return snaked(showroomMonth(cases.map(({ lead, told }) => [lead, told.activities] as const), { first, last }));
  },
  retention: (given, rules) => {
    const { lead, told } = caseOf(given, rules);
    const found = retention(lead, told.activities, given.on, rules);
    return found && snaked(found);
  },
  same: ({ one, other, pinyin }, rules) => {
    const [a, b] = [leadFromWire(one, {}, rules), leadFromWire(other, {}, rules)];
    const spelt = new Map<string, string>(Object.entries(pinyin ?? {}));
    const likely = isLikelySame(a, b, (name) => spelt.get(name) ?? name);
    return { keys: [...contactKeys(a, worldNumber)].sort(), same: isSame(a, b, worldNumber), likely };
  },
};

/** Names as Python writes them. */
function snaked(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`), inner as unknown]));
}

const known = new Map<string, Rules>();
for await (const line of createInterface({ input: process.stdin })) {
  const { ask, given, rules, data } = JSON.parse(line) as Given;
  if (data) known.set(rules, readRules(data));
  process.stdout.write(`${JSON.stringify(data ? null : answered(ask, given, rules))}\n`);
}

function answered(ask: string, given: Given, rules: string): unknown {
  try {
    return { answer: ASKS[ask]!(given, known.get(rules)!) };
  } catch (error) {
    if (error instanceof InvalidInput) return { answer: { problems: error.problems } };
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
