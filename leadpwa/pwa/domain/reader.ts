// Reads fields of JSON and gathers what is wrong in them, so that one look names everything. A value of the wrong form
// counts as absent, as null does; whether that is an error is for the caller to say.
import { parseDay, parseTime } from "./calendar.ts";
import { InvalidInput, type Problem, problem, type Wrong } from "./problems.ts";
import { byCodePoint } from "./words.ts";

type Wire = Readonly<Record<string, unknown>>;

const LARGEST = Number.MAX_SAFE_INTEGER;

const isObject = (value: unknown): value is Wire => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isFlag = (value: unknown): value is boolean => typeof value === "boolean";
const isNumber = (value: unknown): value is number => typeof value === "number";

/** One JSON object at a path; readers of its parts share the list of problems. */
export class Reader {
  readonly #fields: Wire;
  readonly #isObject: boolean;

  constructor(value: unknown, readonly path = "", readonly problems: Problem[] = []) {
    this.#fields = isObject(value) ? value : {};
    this.#isObject = isObject(value);
    if (!isObject(value)) problems.push(problem(path, "not_an_object"));
  }

  /** Throws InvalidInput where anything was wrong. */
  finish(): void {
    if (this.problems.length > 0) throw new InvalidInput(this.problems);
  }

  /** Whether something other than null stands there. */
  has(name: string): boolean {
    return this.raw(name) != null;
  }

  /** Whether the name stands there, be it null. */
  holds(name: string): boolean {
    return Object.hasOwn(this.#fields, name);
  }

  /** The fields of a whole record `{kind?, fields, …}` of that kind; the object itself where it is the fields alone. */
  fields(kind: string): Reader {
    if (!this.holds("fields") && !this.holds("kind")) return this;
    this.choice("kind", [kind]);
    this.needs("fields");
    return this.part("fields");
  }

  /** A text that must be there, and in no other row. */
  unique(name: string, taken: { has(value: string): boolean }): string | null {
    this.needs(name);
    const value = this.text(name);
    if (value !== null && taken.has(value)) this.wrong(name, "repeated");
    return value;
  }

  /** A word on every name that is not one of these, for who typed it: nothing reads it. */
  unknown(...known: readonly string[]): Problem[] {
    return this.names().flatMap((name) => (known.includes(name) ? [] : [problem(this.at(name), "unknown")]));
  }

  /** Names every one of these that is not there; what is no object lacks nothing more. */
  needs(...names: string[]): void {
    for (const name of names) if (this.#isObject && !this.has(name)) this.wrong(name, "missing");
  }

  text(name: string): string | null {
    return this.#typed(name, isText, "not_text");
  }

  choice(name: string, words: readonly string[]): string | null {
    const value = this.text(name);
    if (value === null || words.includes(value)) return value;
    this.wrong(name, "not_a_choice");
    return null;
  }

  flag(name: string): boolean {
    return this.#typed(name, isFlag, "not_a_flag") === true;
  }

  whole(name: string, least = 0, most = LARGEST): number | null {
    const value = this.number(name, least, most, "not_whole");
    if (value === null || Number.isInteger(value)) return value;
    this.wrong(name, "not_whole");
    return null;
  }

  number(name: string, least: number, most: number, what: Wrong = "not_a_number"): number | null {
    const value = this.#typed(name, isNumber, what);
    if (value === null || (least <= value && value <= most)) return value;
    this.wrong(name, "out_of_range");
    return null;
  }

  day(name: string): string | null {
    return this.#parsed(name, parseDay, "not_a_date");
  }

  /** Milliseconds. */
  moment(name: string): number | null {
    return this.#parsed(name, parseTime, "not_a_time");
  }

  words(name: string): string[] {
    const value = this.values(name);
    const texts = value.filter(isText);
    value.forEach((word, n) => {
      if (!isText(word)) this.problems.push(problem(`${this.at(name)}[${n}]`, "not_text"));
    });
    return texts.length === value.length ? texts : [];
  }

  part(name: string): Reader {
    return new Reader(this.#typed(name, isObject, "not_an_object") ?? {}, this.at(name), this.problems);
  }

  /** Whether an object stands there; anything else but null is noted. */
  hasPart(name: string): boolean {
    return this.#typed(name, isObject, "not_an_object") !== null;
  }

  values(name: string): unknown[] {
    return this.#typed(name, Array.isArray, "not_a_list") ?? [];
  }

  /** The entries of a list, each with problems of its own: one bad row hides no other. */
  rows(name: string): Reader[] {
    return this.values(name).map((entry, n) => new Reader(entry, `${this.at(name)}[${n}]`, []));
  }

  raw(name: string): unknown {
    return this.holds(name) ? this.#fields[name] : undefined;
  }

  /** By code point: the order of an object is not the same in every language. */
  names(): string[] {
    return Object.keys(this.#fields).sort(byCodePoint);
  }

  at(name: string): string {
    return this.path && name ? `${this.path}.${name}` : this.path || name;
  }

  wrong(name: string, what: Wrong): void {
    this.problems.push(problem(this.at(name), what));
  }

  #typed<T>(name: string, is: (value: unknown) => value is T, what: Wrong): T | null {
    const value = this.raw(name);
    if (value == null) return null;
    if (is(value)) return value;
    this.wrong(name, what);
    return null;
  }

  #parsed<T>(name: string, parse: (text: string) => T | null, what: Wrong): T | null {
    const text = this.#typed(name, isText, what);
    const found = text === null ? null : parse(text);
    if (text !== null && found === null) this.wrong(name, what);
    return found;
  }
}
