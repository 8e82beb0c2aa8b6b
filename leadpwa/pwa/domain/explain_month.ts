// A month of orders, from JSON to JSON (docs/rules.md 15).
import { DEFAULT_ZONE, localDay, monthOf } from "./calendar.ts";
import { type DealerMonth, monthReport } from "./month.ts";
import type { Collected, Order, Rate } from "./orders.ts";
import { InvalidInput, type Problem, problem } from "./problems.ts";
import { Reader } from "./reader.ts";
import type { Rules } from "./rules.ts";

const ENDS = ["lost", "invalid", "declined", "redispatched", "withdrawn", "erased"];

/** The rows that could be read, and what was wrong in the others. */
export interface MonthInput {
  zone: string;
  dealers: readonly string[];
  orders: readonly Order[];
  collected: readonly Collected[];
  problems: readonly Problem[];
  leftOut: number;
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
  const orders = rows.map((row) => orderOf(row, zone, dealers, seen));
  const collected = collectedRows.map((row) => collectedOf(row, zone));
  const bad = [...rows, ...collectedRows].filter(({ problems }) => problems.length > 0);
  return {
    zone,
    dealers,
    orders: orders.filter((order) => order !== null),
    collected: collected.filter((one) => one !== null),
    problems: bad.flatMap(({ problems }) => problems),
    leftOut: bad.length,
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

function orderOf(row: Reader, zone: string, dealers: readonly string[], seen: Set<string>): Order | null {
  row.needs("id", "dealer", "dispatched_at");
  const [id, dealer] = [row.text("id"), row.text("dealer")];
  const [dispatched, replied] = [row.moment("dispatched_at"), row.moment("replied_at")];
  const byMachine = row.choice("reply_by", ["person", "machine"]) === "machine";
  const [signedOn, endedOn] = [row.day("signed_on"), row.day("ended_on")];
  if (row.choice("end", ENDS) !== null && !row.has("ended_on")) row.wrong("ended_on", "missing");
  if (dealer !== null && !dealers.includes(dealer)) row.wrong("dealer", "unknown_dealer");
  if (id !== null && seen.has(id)) row.wrong("id", "repeated");
  if (row.problems.length > 0 || id === null || dealer === null || dispatched === null) return null;
  seen.add(id);
  const repliedOn = replied === null || byMachine ? null : localDay(replied, zone);
  return { id, dealer, dispatchedOn: localDay(dispatched, zone) ?? "", repliedOn, signedOn, endedOn };
}

function collectedOf(row: Reader, zone: string): Collected | null {
  row.needs("received_at");
  const [received, signedOn] = [row.moment("received_at"), row.day("signed_on")];
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
