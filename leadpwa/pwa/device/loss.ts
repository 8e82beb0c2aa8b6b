// Noticing that the browser removed the database. A word outside it says what should be there.
import type { Marks } from "../store/environment.ts";

const KEY = "leadpwa-unsent";

export interface Mark {
  /** Name of the database of whoever is signed in. */
  database: string;
  unsent: number;
  /** So many were lost with a database that the browser removed, and the person has not yet taken note; null = none. */
  lost: number | null;
}

export function readMark(marks: Marks): Mark | null {
  try {
    const mark = JSON.parse(marks.read(KEY) ?? "null") as Partial<Mark> | null;
    if (typeof mark?.database !== "string" || typeof mark.unsent !== "number") return null;
    return { database: mark.database, unsent: mark.unsent, lost: typeof mark.lost === "number" ? mark.lost : null };
  } catch {
    return null;
  }
}

/** What is to be told when the database of `name` is opened: lost just now, or told before and not yet taken note of. */
export function lossOf(mark: Mark | null, name: string, { isNew }: { isNew: boolean }): { unsent: number } | null {
  if (mark?.database !== name) return null;
  if (isNew) return { unsent: mark.unsent + (mark.lost ?? 0) };
  return mark.lost === null ? null : { unsent: mark.lost };
}

export function writeMark(marks: Marks, mark: Mark | null): void {
  marks.write(KEY, mark && JSON.stringify(mark));
}
