// A lead's fields as the form shows them, and the patch of what was changed in it. Pure.
import { expectedFromWindow } from "../../domain/classes.ts";
import type { World as Table } from "../../domain/phones.ts";
import type { Fields, Patch } from "../../store/types.ts";
import { asDialled, EMPTY, type Faults, faultOf, MOST, PERSONAL_TEXTS, type Purpose, PURPOSES, type Setting, type TextField, type Typed } from "../log/form.ts";

/** `now` is the moment of a withdrawal, with offset. */
export interface EditSetting extends Setting {
  now: string;
}

const TEXTS = ["name", "wechat", "email", "company", "city", "note"] as const;

export function typedOf(fields: Fields): Typed {
  const text = (field: string): string => (typeof fields[field] === "string" ? fields[field] : "");
  const typed: Typed = {
    ...EMPTY,
    mobile: text("mobile"),
    window: text("purchase_window"),
    models: Array.isArray(fields["models"]) ? fields["models"].map(String) : [],
    source: text("source"),
    consent: Object.fromEntries(PURPOSES.map((purpose) => [purpose, givenAt(fields[`consent_${purpose}`])])) as Record<Purpose, string | null>,
    anonymous: fields["no_contact"] === true,
  };
  for (const field of TEXTS) typed[field] = text(field);
  const title = text("title");
  if (title === "mr" || title === "ms") typed.title = title;
  return typed;
}

function givenAt(consent: unknown): string | null {
  const found = consent as { given?: unknown; at?: unknown } | undefined;
  return found?.given === true ? String(found.at ?? "") : null;
}

export function faultsOf(typed: Typed, table?: Table): Faults {
  const found = (Object.keys(MOST) as TextField[]).map((field) => [field, faultOf(field, typed[field], table)] as const);
  return Object.fromEntries(found.filter(([, fault]) => fault)) as Faults;
}

/** Personal data was added or changed, and there is no consent to contact: the server would withhold and erase it. */
export function lacksConsent(before: Typed, after: Typed): boolean {
  return after.consent.contact === null && PERSONAL_TEXTS.some((field) => after[field].trim() !== "" && after[field] !== before[field]);
}

/** Only what differs; emptied fields are null, models by element, an answer to "when" as its three fields together. */
export function patchOf(before: Typed, after: Typed, setting: EditSetting): Patch {
  const patch: Patch = {};
  for (const field of TEXTS) {
    const now = after[field].trim();
    if (now !== before[field].trim()) patch[field] = now || null;
  }
  const mobile = asDialled(after.mobile);
  if (mobile !== asDialled(before.mobile)) patch["mobile"] = mobile || null;
  if (after.title !== before.title) patch["title"] = after.title || null;
  if (after.source !== before.source && after.source) patch["source"] = after.source;
  if (before.anonymous && ["mobile", "wechat", "email"].some((field) => patch[field])) patch["no_contact"] = null;
  return { ...patch, ...modelsPatch(before, after), ...windowPatch(before, after, setting), ...consentPatch(before, after, setting) };
}

function modelsPatch(before: Typed, after: Typed): Patch {
  const other = after.otherModel.trim();
  const wanted = other ? [...after.models, other] : after.models;
  const add = wanted.filter((model) => !before.models.includes(model));
  const remove = before.models.filter((model) => !wanted.includes(model));
  if (add.length + remove.length === 0) return {};
  return { models: { ...(add.length > 0 ? { add } : {}), ...(remove.length > 0 ? { remove } : {}) } };
}

function windowPatch(before: Typed, after: Typed, { today, rules }: Setting): Patch {
  if (after.window === before.window) return {};
  if (after.window === "" || after.window === "-") return { purchase_window: null, expected_on: null, confirmed_on: null };
  return { purchase_window: after.window, expected_on: expectedFromWindow(after.window, today, rules), confirmed_on: today };
}

function consentPatch(before: Typed, after: Typed, { wording, now }: EditSetting): Patch {
  const changed = PURPOSES.filter((purpose) => (before.consent[purpose] === null) !== (after.consent[purpose] === null));
  return Object.fromEntries(
    changed.map((purpose) => {
      const at = after.consent[purpose];
      return [`consent_${purpose}`, { given: at !== null, wording, at: at ?? now, how: "spoken" }];
    }),
  );
}
