// Noticing that the browser removed the database. A word outside it says what should be there.
import type { Marks } from "../store/environment.ts";

const KEY = "leadpwa-unsent";

export interface Mark {
  /** Name of the database of whoever is signed in. */
  database: string;
  unsent: number;
}

export function readMark(marks: Marks): Mark | null {
  try {
    const mark = JSON.parse(marks.read(KEY) ?? "null") as Partial<Mark> | null;
    if (typeof mark?.database !== "string" || typeof mark.unsent !== "number") return null;
    return { database: mark.database, unsent: mark.unsent };
  } catch {
    return null;
  }
}

export function writeMark(marks: Marks, mark: Mark | null): void {
  marks.write(KEY, mark && JSON.stringify(mark));
}
