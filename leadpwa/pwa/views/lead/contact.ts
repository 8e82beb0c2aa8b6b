// A contact as it is being written down, and the activity that it makes. Pure.
import { type Activity, openOf, standing } from "../../domain/activity.ts";
import type { Fields } from "../../store/types.ts";
import { counted, MOST_FREE, MOST_PLAIN } from "../log/form.ts";

export interface Contact {
  type: string;
  result: string;
  text: string;
  confirms: boolean;
  stepWhat: string;
  stepOn: string;
}

export const NO_CONTACT: Contact = { type: "call", result: "", text: "", confirms: false, stepWhat: "", stepOn: "" };

export const TYPES = ["call", "message", "visit", "meeting", "test_drive", "quote", "objection", "complaint", "satisfaction", "note"] as const;

/** Which results make sense for a type. */
const RESULTS: Readonly<Record<string, readonly string[]>> = {
  call: ["reached", "no_answer", "wrong_number"],
  message: ["reached", "no_answer"],
  quote: ["accepted", "declined"],
  satisfaction: ["reached", "no_answer", "wrong_number"],
};

export const resultsOf = (type: string): readonly string[] => RESULTS[type] ?? [];

export interface ContactFaults {
  text?: { most: number; now: number };
  what?: "missing" | { most: number; now: number };
  on?: "missing";
}

/** A next step has both what and when, or neither. */
export function contactFaults(contact: Contact): ContactFaults {
  const faults: ContactFaults = {};
  if (counted(contact.text) > MOST_FREE) faults.text = { most: MOST_FREE, now: counted(contact.text) };
  return { ...faults, ...stepFaults(contact.stepWhat, contact.stepOn, { wanted: false }) };
}

export function stepFaults(what: string, on: string, { wanted }: { wanted: boolean }): Pick<ContactFaults, "what" | "on"> {
  const faults: Pick<ContactFaults, "what" | "on"> = {};
  if (!wanted && !what.trim() && !on) return faults;
  if (!what.trim()) faults.what = "missing";
  else if (counted(what.trim()) > MOST_PLAIN) faults.what = { most: MOST_PLAIN, now: counted(what.trim()) };
  if (!on) faults.on = "missing";
  return faults;
}

export function activityOf(contact: Contact, lead: string, at: string, answers: string | null): Fields {
  const fields: Fields = { lead, type: contact.type, at };
  if (resultsOf(contact.type).includes(contact.result)) fields["result"] = contact.result;
  if (contact.text.trim()) fields["text"] = contact.text.trim();
  if (contact.confirms) fields["confirms"] = true;
  if (answers) fields["answers"] = answers;
  return fields;
}

export function readContact(stored: unknown): Contact | null {
  if (typeof stored !== "object" || stored === null) return null;
  const found = stored as Partial<Contact>;
  const text = (key: keyof Contact): string => (typeof found[key] === "string" ? (found[key] as string) : "");
  return { type: text("type") || "call", result: text("result"), text: text("text"), confirms: found.confirms === true, stepWhat: text("stepWhat"), stepOn: text("stepOn") };
}

type Written = { id: string; fields: Fields };

/** The activities that another one corrects. */
export function correctedIn(activities: readonly Activity[]): ReadonlySet<string> {
  const stand = new Set(standing(activities).map(({ id }) => id));
  return new Set(activities.map(({ id }) => id).filter((id) => !stand.has(id)));
}

/** Objections and complaints, of those that stand, that none of them answers. */
export function openIssues(activities: readonly Activity[]): ReadonlySet<string> {
  return new Set(openOf(standing(activities), "objection", "complaint").map(({ id }) => id));
}

/** A correction that says nothing of its own: it took another one back, and is read off that one. */
export function isTakingBack({ fields }: Written): boolean {
  return fields["type"] === "note" && (fields["corrects"] ?? null) !== null && !fields["text"];
}
