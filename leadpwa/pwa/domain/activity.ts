// What was done with a lead, as the rules read it (docs/rules.md 4).
import { localDay } from "./calendar.ts";
import { Reader } from "./reader.ts";

export interface Activity {
  id: string;
  type: string;
  /** The moment, in milliseconds. */
  at: number;
  /** The local day on which it was. */
  day: string;
  result: string | null;
  /** The day that an appointment is for. */
  on: string | null;
  confirms: boolean;
  answers: string | null;
  corrects: string | null;
  /** Whether a person did it: what the server notes by itself is no contact. */
  byPerson: boolean;
}

const TYPES = ["call", "message", "visit", "meeting", "test_drive", "quote", "appointment", "objection", "complaint", "satisfaction", "reply", "note"];
const RESULTS = ["reached", "no_answer", "wrong_number", "accepted", "declined", "kept", "missed"];
const CONTACTS: readonly string[] = ["call", "message", "visit", "meeting", "test_drive"];
const NOT_REACHED: readonly (string | null)[] = ["no_answer", "wrong_number", "missed"];
/** Contacts for which the customer is here. */
export const PRESENT: readonly string[] = ["visit", "meeting", "test_drive"];

/** The activity that these fields spell; null where they say no type or no time. */
export function activityFromWire(id: string, fields: Readonly<Record<string, unknown>>, zone: string, byPerson: boolean): Activity | null {
  return activityFromRecord(new Reader({ id, fields }), zone, byPerson);
}

/** The activity in a whole record; null, with its problems noted, where it has no type or time. */
export function activityFromRecord(record: Reader, zone: string, byPerson = true): Activity | null {
  const fields = record.fields("activity");
  fields.needs("type", "at");
  const [type, at] = [fields.choice("type", TYPES), fields.moment("at")];
  const rest = {
    id: record.text("id") ?? "",
    result: fields.choice("result", RESULTS),
    on: fields.day("on"),
    confirms: fields.flag("confirms"),
    answers: fields.text("answers"),
    corrects: fields.text("corrects"),
    byPerson,
  };
  return type === null || at === null ? null : { ...rest, type, at, day: localDay(at, zone) ?? "" };
}

/** Those that count: what another one corrects does not, the correction stands in its place. */
export function standing(all: readonly Activity[]): readonly Activity[] {
  if (all.every(({ corrects }) => corrects === null)) return all;
  const corrected = new Set(all.filter(({ id, corrects }) => corrects !== id).map(({ corrects }) => corrects));
  return all.filter(({ id }) => !corrected.has(id));
}

/** Whether the result, where one is given, says that somebody was there. */
export function wasReached({ result }: Activity): boolean {
  return !NOT_REACHED.includes(result);
}

/** Whether a person reached the customer. */
export function isContact(activity: Activity): boolean {
  return activity.byPerson && CONTACTS.includes(activity.type) && wasReached(activity);
}

/** Activities of these types, of those that count, that none of them has answered. */
export function openOf(all: readonly Activity[], ...types: readonly string[]): Activity[] {
  if (!all.some(({ type }) => types.includes(type))) return [];
  const answered = new Set(all.map(({ answers }) => answers));
  return all.filter(({ id, type }) => types.includes(type) && !answered.has(id));
}

/** Complaints, of those that count, that none of them has answered. */
export function openComplaints(all: readonly Activity[]): Activity[] {
  return openOf(all, "complaint");
}

/** The latest day of those that are such, or null. */
export function latest(activities: readonly Activity[], isSuch: (activity: Activity) => boolean): string | null {
  let last: string | null = null;
  for (const activity of activities) if (isSuch(activity) && (last === null || activity.day > last)) last = activity.day;
  return last;
}
