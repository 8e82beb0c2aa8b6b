// The other questions that can be asked in JSON: plan, Pareto, choice of a dealer, shape (docs/rules.md 15).
import { placeOf } from "./cities.ts";
import { type Choice, chooseDealer, type Dealer } from "./dispatch.ts";
import { type Case, explain, type Explained, readCase } from "./explain.ts";
import { type Lead, leadFromRecord, type Place, readPlace } from "./lead.ts";
import { vitalFew } from "./pareto.ts";
import { InvalidInput, type Problem } from "./problems.ts";
import { firstMeetingsToBook } from "./ratio.ts";
import { Reader } from "./reader.ts";
import type { Rules } from "./rules.ts";
import { shape, unevenAt } from "./shape.ts";
import { inOrder, type Task, weekItems } from "./week.ts";

/** An answer without its bad rows, and what was wrong in them. */
export interface Partial<T> {
  answer: T;
  problems: readonly Problem[];
  leftOut: number;
}

class BadRows {
  readonly #problems: Problem[] = [];
  #count = 0;

  note(problems: readonly Problem[], rows = 1): void {
    this.#problems.push(...problems);
    this.#count += rows;
  }

  beside<T>(answer: T): Partial<T> {
    return { answer, problems: this.#problems, leftOut: this.#count };
  }
}

/** What the rules say of one case; bad activities and dispatches are left out. Throws InvalidInput. */
export function explained(value: unknown, today: string, rules: Rules, zone: string): Partial<Explained> {
  const found = readCase(value, rules, zone);
  return { answer: explain(found, today, rules), problems: found.problems, leftOut: found.leftOut };
}

/** The week's plan of `{leads: [{lead, activities}], tasks: [{id, title, on, private?}]}`, in order. */
export function plan(value: unknown, today: string, rules: Rules, zone: string): Partial<unknown[]> {
  const [reader, bad] = [new Reader(value), new BadRows()];
  if (!reader.has("tasks")) reader.needs("leads");
  const [rows, taskRows] = [reader.values("leads"), reader.rows("tasks")];
  reader.finish();
  const [ids, taskIds] = [new Set<string>(), new Set<string>()];
  const cases = rows.flatMap((row, n): Case[] => {
    try {
      const found = readCase(row, rules, zone, `leads[${n}]`, ids);
      ids.add(found.lead.id);
      bad.note(found.problems, found.leftOut);
      return [found];
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      bad.note(error.problems);
      return [];
    }
  });
  const tasks = taskRows.flatMap((task): Task[] => {
    task.needs("title", "on");
    const [id, , on, apart] = [task.unique("id", taskIds), task.text("title"), task.day("on"), task.flag("private")];
    if (task.problems.length > 0 || on === null || id === null) {
      bad.note(task.problems);
      return [];
    }
    taskIds.add(id);
    return [{ id, on, private: apart }];
  });
  const items = inOrder(weekItems(cases.map(({ lead, told }) => [lead, told] as const), tasks, today, rules));
  return bad.beside(items.map(({ id, group, dueOn, overdue, why }) => ({ id, group, due_on: dueOn, overdue, why })));
}

/** The vital few of a list of leads. */
export function pareto(value: unknown, today: string, rules: Rules, zone: string): Partial<unknown> {
  const [reader, bad] = [new Reader({ "": value }), new BadRows()];
  const leads = new Map<string, Lead>();
  for (const row of reader.rows("")) {
    const lead = leadFromRecord(row, rules, zone);
    row.unique("id", leads);
    if (row.problems.length > 0) bad.note(row.problems);
    else leads.set(lead.id, lead);
  }
  if (value === null) reader.wrong("", "not_a_list");
  reader.finish();
  const { marked, ranked, withoutBudget } = vitalFew([...leads.values()], today, rules);
  return bad.beside({ marked, share: { n: marked.length, d: ranked }, without_budget: withoutBudget });
}

/** The dealer for `{lead, dealers, open_orders, excluded}`. Throws InvalidInput. */
export function choose(value: unknown, cities: ReadonlyMap<string, Place>, rules: Rules, zone: string): Partial<unknown> {
  const [reader, bad] = [new Reader(value), new BadRows()];
  reader.needs("lead", "dealers");
  const lead = leadFromRecord(reader.part("lead"), rules, zone);
  const counts = reader.part("open_orders");
  const orders = new Map(counts.names().map((code) => [code, counts.whole(code) ?? 0]));
  const [excluded, rows] = [new Set(reader.words("excluded")), reader.rows("dealers")];
  reader.finish();
  const dealers: Dealer[] = [];
  for (const row of rows) {
    const dealer = dealerOf(row, dealers);
    if (dealer === null) bad.note(row.problems);
    else dealers.push(dealer);
  }
  return bad.beside(choiceJson(chooseDealer(lead.models, placeOf(lead, cities), dealers, orders, excluded, rules)));
}

/** The shape of five counts; with a quota also the first meetings to book. */
export function shapeOf(counts: readonly number[], quota: number | null, ratio: number | null, rules: Rules): Record<string, unknown> {
  const [column, [, dated = 0, p25 = 0, p50 = 0, p90 = 0]] = [unevenAt(counts), counts];
  const oneIn = { n: ratio ?? rules.ratio.closing, d: 1 };
  return {
    shape: shape(counts),
    ...(column === null ? {} : { column }),
    ...(quota === null ? {} : { first_meetings_to_book: firstMeetingsToBook(quota, p25 + p50 + p90, dated, oneIn, rules) }),
  };
}

function choiceJson({ dealer, because, metres, passedOver }: Choice): Record<string, unknown> {
  return dealer === null ? { dealer, because } : { dealer, metres, because, passed_over: passedOver };
}

function dealerOf(row: Reader, taken: readonly Dealer[]): Dealer | null {
  const code = row.unique("code", new Set(taken.map((dealer) => dealer.code)));
  row.needs("lat", "lon", "models");
  const given = row.raw("models");
  if (Array.isArray(given) && given.length === 0) row.wrong("models", "empty");
  const [place, models] = [readPlace(row), row.words("models")];
  const active = row.flag("active") || !row.has("active");
  return row.problems.length > 0 || code === null || place === null ? null : { code, place, models: new Set(models), active };
}
