// The rules as the phone reads them: the file's own data, each number freed of its unit and source (docs/rules.md 0).
export interface Span {
  value: number;
  unit: "months" | "days";
}

export interface ClassRule {
  class: string;
  /** Null in the last class, which holds the rest. */
  upto: Span | null;
  answer: Span;
  nurture_days: number;
  dispatch: boolean;
}

export interface Rules {
  version: string;
  scheme: string;
  classes: readonly ClassRule[];
  capture: { seconds: number; complete_days: number; clock_trust_hours: number };
  consent: { wait_days: number; wording: string };
  contact: { first_days: number; unclassified_days: number; complaint_hours: number };
  service: { first_days: number; second_days: number; every_months: number };
  dispatch: { reply_days: number; sweep_hour: number; late_receipt_hours: number; earth_decimetres: number };
  report: { final_day: number };
  stars: {
    highest: number;
    lowest: number;
    gates: readonly { at_least: number; cap: number }[];
    steps: readonly { at_least: number; less: number }[];
    otherwise_less: number;
  };
  board: { sales_cycle_days: number; grace_days: number; probability: Readonly<Record<string, number>> };
  ratio: { closing: number; meetings_per_prospect: number; own_months: number; own_outcomes: number };
  week: { new_names_weekday: number; new_names_hour: number };
  pareto: { share: number };
  retention: {
    open_months: number;
    lost_months: number;
    enquiry_months: number;
    invalid_months: number;
    anonymous_months: number;
    closed_months: number;
    listed_days: number;
    licence_days: number;
  };
  phone: { lease_days: number; clock_warn_minutes: number; invitation_minutes: number; retry_show_days: number };
}

type Table = Readonly<Record<string, unknown>>;

/** The rules in data of the file's form, as `build.json` and the wire's `rules` record carry it. Throws on another form. */
export function readRules(data: unknown): Rules {
  const file = table(data, "rules");
  const scheme = text(file["scheme"], "scheme");
  const classes = list(table(file["schemes"], "schemes")[scheme], `schemes.${scheme}`).map(classRule);
  const plain = Object.fromEntries(Object.entries(file).map(([name, part]) => [name, plainly(part)]));
  return { ...(plain as unknown as Rules), version: text(file["version"], "version"), scheme, classes };
}

function classRule(entry: unknown, index: number): ClassRule {
  const rule = table(entry, `class ${index}`);
  const answer = rule["answer_months"] ?? rule["answer_days"];
  return {
    class: text(rule["class"], `class ${index}`),
    upto: rule["upto"] === undefined ? null : span(rule["upto"], `upto of class ${index}`),
    answer: span(answer, `answer of class ${index}`),
    nurture_days: span(rule["nurture_days"], `nurture_days of class ${index}`).value,
    dispatch: rule["dispatch"] === true,
  };
}

/** A number freed of its unit and source; tables and lists likewise, all the way down. */
function plainly(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(plainly);
  if (typeof part !== "object" || part === null) return part;
  if ("value" in part) return part.value;
  return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, plainly(inner)]));
}

function span(entry: unknown, where: string): Span {
  const found = table(entry, where);
  const { value, unit } = found;
  if (typeof value !== "number" || (unit !== "months" && unit !== "days")) throw new Error(`${where} is no span`);
  return { value, unit };
}

function table(value: unknown, where: string): Table {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${where} is no table`);
  return value as Table;
}

function list(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${where} is no list`);
  return value;
}

function text(value: unknown, where: string): string {
  if (typeof value !== "string") throw new Error(`${where} is no text`);
  return value;
}
