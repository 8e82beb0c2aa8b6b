// What was done with a lead, as the rules read it (docs/rules.md, 4).
export interface Activity {
  id: string;
  type: string;
  /** The local day on which it was. */
  day: string;
  /** The moment, RFC 3339. */
  at: string;
  result: string | null;
  confirms: boolean;
  answers: string | null;
  corrects: string | null;
  /** Whether a person did it: what the server notes by itself is no contact. */
  byPerson: boolean;
}

const CONTACTS: readonly string[] = ["call", "message", "visit", "meeting", "test_drive"];
const NOT_REACHED: readonly (string | null)[] = ["no_answer", "wrong_number", "missed"];

/** Those that count: what another one corrects does not, the correction stands in its place. */
export function standing(all: readonly Activity[]): Activity[] {
  const corrected = new Set(all.map(({ corrects }) => corrects));
  return all.filter(({ id }) => !corrected.has(id));
}

/** Whether the customer was reached by a person. */
export function isContact(activity: Activity): boolean {
  return activity.byPerson && CONTACTS.includes(activity.type) && wasReached(activity);
}

/** Whether the result, where one is given, says that somebody was there. */
export function wasReached({ result }: Activity): boolean {
  return !NOT_REACHED.includes(result);
}

/** Complaints that nothing has answered yet. */
export function openComplaints(all: readonly Activity[]): Activity[] {
  const answered = new Set(all.map(({ answers }) => answers));
  return all.filter(({ id, type }) => type === "complaint" && !answered.has(id));
}
