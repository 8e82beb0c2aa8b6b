// A month of orders, from JSON to JSON (docs/rules.md 15).
import { DEFAULT_ZONE, localDay, monthOf } from "./calendar.ts";
import { type DealerMonth, monthReport } from "./month.ts";
import { type Collected, ENDS, type Order, type Rate } from "./orders.ts";
import { InvalidInput, type Problem, problem } from "./problems.ts";
import { Reader } from "./reader.ts";
import type { Rules } from "./rules.ts";

const KNOWN = ["timezone", "dealers", "orders", "collected"];
const ORDER = ["id", "dealer", "lead", "dispatched_at", "replied_at", "reply_by", "signed_on", "ended_on", "end"];
const COLLECTED = ["lead", "received_at", "signed_on"];

/** The rows that could be read, what was wrong in the others, and what is odd and changes no figure. */
export interface MonthInput {
  zone: string;
  dealers: readonly string[];
  orders: readonly Order[];
  collected: readonly Collected[];
  problems: readonly Problem[];
  leftOut: number;
  warnings: readonly Problem[];
}

/** The rows of `{timezone?, dealers, orders, collected?}`; a bad row is left out and named. Throws InvalidInput. */
export function readMonthInput(value: unknown): MonthInput {
  const reader = new Reader(value);
  reader.needs("dealers", "orders");
  const [dealers, zone] = [reader.words("dealers"), reader.text("timezone") ?? DEFAULT_ZONE];
  dealers.forEach((code, n) => {
    if (dealers.indexOf(code) < n) reader.problems.push(problem(`dealers[${n}]`, "repeated"));
  });
  const [rows, collectedRows] = [reader.rows("orders"), reader.rows("collected")];
  reader.finish();
  if (!isZone(zone)) throw new InvalidInput([problem("timezone", "unknown_zone")]);
  const seen = new Set<string>();
  const warnings = [
    ...reader.unknown(...KNOWN),
    ...rows.flatMap((row) => row.unknown(...ORDER)),
    ...collectedRows.flatMap((row) => row.unknown(...COLLECTED)),
  ];
  const orders = rows.map((row) => orderOf(row, zone, dealers, seen, warnings));
  const collected = collectedRows.map((row) => collectedOf(row, zone));
  const bad = [...rows, ...collectedRows].filter(({ problems }) => problems.length > 0);
  return {
    zone,
    dealers,
    orders: orders.filter((order) => order !== null),
    collected: collected.filter((one) => one !== null),
    problems: bad.flatMap(({ problems }) => problems),
    leftOut: bad.length,
    warnings,
  };
}

/** What `leadpwa explain-month` answers, without time, rules' hash and problems. `asOf` in milliseconds. */
export function explainMonth(given: MonthInput, month: string, asOf: number, rules: Rules): Record<string, unknown> {
  const span = monthOf(month);
  if (span === null) throw new InvalidInput([problem("month", "not_a_date")]);
  const [first, last] = span;
  const day = localDay(asOf, given.zone) ?? last;
  const report = monthReport(given.dealers, given.orders, given.collected, { first, last }, day, rules);
  const dealers = Object.fromEntries([...report.dealers].map(([code, dealer]) => [code, dealerJson(dealer)]));
  const { timely, close } = report.national;
  return { month, final: report.final, dealers, national: { timely, close, period_close: report.periodClose } };
}

function dealerJson({ own, rating, pending }: DealerMonth): Record<string, Rate | number | string | readonly string[] | null> {
  return { timely: own.timely, close: own.close, stars: rating.stars, because: rating.because, judged_by: rating.judgedBy, pending };
}

function orderOf(row: Reader, zone: string, dealers: readonly string[], seen: Set<string>, warnings: Problem[]): Order | null {
  const id = row.unique("id", seen);
  row.needs("dealer", "lead", "dispatched_at");
  const [dealer] = [row.text("dealer"), row.text("lead")];
  const [dispatched, replied] = [row.moment("dispatched_at"), row.moment("replied_at")];
  const byMachine = row.choice("reply_by", ["person", "machine"]) === "machine";
  const [signedOn, endedOn] = [row.day("signed_on"), row.day("ended_on")];
  if (row.choice("end", ENDS) !== null && !row.has("ended_on")) row.wrong("ended_on", "missing");
  if (dealer !== null && !dealers.includes(dealer)) row.wrong("dealer", "unknown_dealer");
  if (row.problems.length > 0 || id === null || dealer === null || dispatched === null) return null;
  seen.add(id);
  const dispatchedOn = localDay(dispatched, zone) ?? "";
  if (replied !== null && replied < dispatched) warnings.push(problem(row.at("replied_at"), "before_dispatch"));
  for (const [name, day] of [["signed_on", signedOn], ["ended_on", endedOn]] as const) {
    if (day !== null && day < dispatchedOn) warnings.push(problem(row.at(name), "before_dispatch"));
  }
  const repliedOn = replied === null || byMachine ? null : localDay(replied, zone);
  return { id, dealer, dispatchedOn, repliedOn, signedOn, endedOn };
}

function collectedOf(row: Reader, zone: string): Collected | null {
  row.needs("lead", "received_at");
  const [received, signedOn] = [row.moment("received_at"), row.day("signed_on"), row.text("lead")];
  if (row.problems.length > 0 || received === null) return null;
  return { receivedOn: localDay(received, zone) ?? "", signedOn };
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
