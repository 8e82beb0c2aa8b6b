// The shape of the board: what the counts of its columns say (docs/rules.md 7).
import { COLUMNS } from "./board.ts";

export type Shape = "empty" | "dry" | "starved" | "starting" | "proposals_stuck" | "healthy" | "uneven";

/** The shape of the counts in the order opportunity, first_meeting, p25, p50, p90; what follows is not counted. */
export function shape(counts: readonly number[]): Shape {
  const [opportunity = 0, meeting = 0, p25 = 0, p50 = 0, p90 = 0] = counts;
  if (opportunity + meeting + p25 + p50 + p90 === 0) return "empty";
  if (p90 > 0 && meeting === 0 && p25 === 0) return "dry";
  if (meeting === 0) return "starved";
  if (p50 === 0 && p90 === 0) return "starting";
  if (p50 > p25 && p50 > p90) return "proposals_stuck";
  return opportunity >= meeting && meeting >= p25 && p25 >= p50 && p50 >= p90 && p90 >= 1 ? "healthy" : "uneven";
}

/** Where an uneven board is uneven: the first column fuller than its left neighbour, or the first empty one. */
export function unevenAt(counts: readonly number[]): (typeof COLUMNS)[number] | null {
  if (shape(counts) !== "uneven") return null;
  const five = counts.slice(0, 5);
  const fuller = five.findIndex((count, n) => n > 0 && count > (five[n - 1] ?? 0));
  return COLUMNS[fuller >= 0 ? fuller : five.indexOf(0)] ?? null;
}
