// What is typed into the form, what is wrong with it, and the fields that it makes. Pure: no clock, no store.
// Whatever the server would refuse is found here first, so that it is never queued.
import { expectedFromWindow } from "../../domain/classes.ts";
import { e164, type World as Table } from "../../domain/phones.ts";
import { PERSONAL } from "../../sync/kinds.ts";
import type { Rules } from "../../domain/rules.ts";
import type { Fields } from "../../store/types.ts";

export type Purpose = "contact" | "share_with_dealer" | "marketing";
export const PURPOSES: readonly Purpose[] = ["contact", "share_with_dealer", "marketing"];

/** As typed and tapped; this is also what a draft holds. */
export interface Typed {
  mobile: string;
  name: string;
  title: "" | "mr" | "ms";
  /** A class letter, "" while nothing is tapped, "-" for not asked. */
  window: string;
  models: readonly string[];
  otherModel: string;
  /** When each purpose was agreed to, date-time with offset; null = not. All start as null. */
  consent: Readonly<Record<Purpose, string | null>>;
  anonymous: boolean;
  note: string;
  wechat: string;
  email: string;
  /** "" = follows from whether an event is chosen. */
  source: string;
  company: string;
  city: string;
}

export const EMPTY: Typed = {
  mobile: "", name: "", title: "", window: "", models: [], otherModel: "",
  consent: { contact: null, share_with_dealer: null, marketing: null },
  anonymous: false, note: "", wechat: "", email: "", source: "", company: "", city: "",
};

/** What the form stands in: the event chosen, the day, the rules, the version of the wording read out. */
export interface Setting {
  event: string | null;
  today: string;
  rules: Rules;
  wording: string;
}

export type TextField = "mobile" | "name" | "note" | "wechat" | "email" | "company" | "city" | "otherModel";
/** The greatest lengths of what is written freely and of everything else, in characters. */
export const MOST_FREE = 4000;
export const MOST_PLAIN = 200;
export const MOST: Readonly<Record<TextField, number>> = {
  mobile: MOST_PLAIN, name: MOST_PLAIN, note: MOST_FREE, wechat: MOST_PLAIN, email: MOST_PLAIN, company: MOST_PLAIN, city: MOST_PLAIN, otherModel: 60,
};
const TEXTS = Object.keys(MOST) as TextField[];
const CONTACTS = ["mobile", "wechat", "email"] as const;
/** The texts that are not kept of somebody who did not consent to contact. */
export const PERSONAL_TEXTS: readonly TextField[] = TEXTS.filter((field) => PERSONAL.has(field));

export type Fault = { why: "mobile" | "mobileForeign" | "text" } | { why: "long"; most: number; now: number };
export type Faults = Partial<Record<TextField, Fault>>;

/** Half of a pair: no text that can be stored. */
const LONE = /\p{Surrogate}/u;

export const counted = (text: string): number => [...text].length;

/** Whether a number is written as one of another country. */
export const isForeign = (text: string): boolean => /^[\s(]*[+＋]/.test(text) && !/^[\s(]*[+＋]\s*86/.test(text);

/** What is wrong with one text, by itself; `table` knows the numbers of other countries, where it has come. */
export function faultOf(field: TextField, text: string, table?: Table): Fault | null {
  if (text.includes("\0") || LONE.test(text)) return { why: "text" };
  const now = counted(text.trim());
  if (now > MOST[field]) return { why: "long", most: MOST[field], now };
  if (field === "mobile" && text.trim() && e164(text, table) === null) return { why: isForeign(text) ? "mobileForeign" : "mobile" };
  return null;
}

export type Verdict =
  | { kind: "ready"; anonymous: boolean }
  | { kind: "faults"; faults: Faults }
  /** No way to reach the person, and not anonymous either. */
  | { kind: "no_contact" }
  /** A way to reach them is typed, and they have not agreed to be contacted. */
  | { kind: "ask_consent" };

/** Whether it can be saved as it stands, else what stands in the way. */
export function judge(typed: Typed, table?: Table): Verdict {
  const asked = typed.anonymous ? TEXTS.filter((field) => !PERSONAL_TEXTS.includes(field)) : TEXTS;
  const faults: Faults = {};
  for (const field of asked) {
    const fault = faultOf(field, typed[field], table);
    if (fault) faults[field] = fault;
  }
  if (Object.keys(faults).length > 0) return { kind: "faults", faults };
  if (typed.anonymous) return { kind: "ready", anonymous: true };
  if (!CONTACTS.some((field) => typed[field].trim())) return { kind: "no_contact" };
  return typed.consent.contact ? { kind: "ready", anonymous: false } : { kind: "ask_consent" };
}

/** Whether a save may be tried: something to reach the person by, or anonymous. */
export const canTry = (typed: Typed): boolean => typed.anonymous || CONTACTS.some((field) => typed[field].trim() !== "");

export const isEmpty = (typed: Typed): boolean => JSON.stringify(typed) === JSON.stringify(EMPTY);

/** The fields of a new lead. Only for what `judge` calls ready. */
export function fieldsOf(typed: Typed, setting: Setting): Fields {
  const fields: Fields = { source: sourceOf(typed, setting) };
  if (setting.event) fields["event"] = setting.event;
  const kept = (field: TextField) => typed[field].trim() !== "" && !(typed.anonymous && PERSONAL_TEXTS.includes(field));
  for (const field of ["name", "wechat", "email", "company", "city", "note"] as const) {
    if (kept(field)) fields[field] = typed[field].trim();
  }
  if (kept("mobile")) fields["mobile"] = asDialled(typed.mobile);
  if (typed.anonymous) fields["no_contact"] = true;
  else if (typed.title) fields["title"] = typed.title;
  const models = modelsOf(typed);
  if (models.length > 0) fields["models"] = { add: models };
  Object.assign(fields, timing(typed, setting));
  if (!typed.anonymous) Object.assign(fields, consents(typed, setting));
  return fields;
}

export const sourceOf = (typed: Typed, setting: Setting): string => typed.source || (setting.event ? "event" : "walk_in");

function modelsOf(typed: Typed): string[] {
  const other = typed.otherModel.trim();
  return other && !typed.models.includes(other) ? [...typed.models, other] : [...typed.models];
}

function timing(typed: Typed, { today, rules }: Setting): Fields {
  if (typed.window === "" || typed.window === "-") return {};
  return { purchase_window: typed.window, expected_on: expectedFromWindow(typed.window, today, rules), confirmed_on: today };
}

function consents(typed: Typed, { wording }: Setting): Fields {
  const given = PURPOSES.filter((purpose) => typed.consent[purpose]);
  return Object.fromEntries(
    given.map((purpose) => [`consent_${purpose}`, { given: true, wording, at: typed.consent[purpose], how: "spoken" }]),
  );
}

/** A mainland number without the blanks that the form put in; any other as typed. */
export function asDialled(text: string): string {
  const bare = text.replace(/\s/g, "");
  return /^1\d{10}$/.test(bare) ? bare : text.trim();
}

/** 137 1180 4592 while it is typed; anything but a plain mainland number stays as it is. */
export function grouped(text: string): string {
  const bare = text.replace(/ /g, "");
  if (!/^1\d{0,10}$/.test(bare)) return text;
  return [bare.slice(0, 3), bare.slice(3, 7), bare.slice(7)].filter(Boolean).join(" ");
}

/** What was typed after `kept` was taken to be saved: what follows in its texts, and choices made anew. */
export function typedSince(kept: Typed, now: Typed): Typed {
  const since: Record<string, unknown> = { ...EMPTY };
  for (const [field, value] of Object.entries(now)) {
    const before = kept[field as keyof Typed];
    if (JSON.stringify(value) === JSON.stringify(before)) continue;
    since[field] = typeof value === "string" && typeof before === "string" && value.startsWith(before) ? value.slice(before.length) : value;
  }
  return since as unknown as Typed;
}

/** A draft read back from the store: what an older version left out is empty, what it had too much is dropped. */
export function readDraft(stored: unknown): Typed | null {
  if (typeof stored !== "object" || stored === null) return null;
  const found = stored as Partial<Typed>;
  const typed = { ...EMPTY, consent: { ...EMPTY.consent, ...(found.consent ?? {}) } };
  for (const field of [...TEXTS, "window", "source"] as const) if (typeof found[field] === "string") typed[field] = found[field];
  if (found.title === "mr" || found.title === "ms") typed.title = found.title;
  if (Array.isArray(found.models)) typed.models = found.models.filter((model) => typeof model === "string");
  typed.anonymous = found.anonymous === true;
  return isEmpty(typed) ? null : typed;
}
