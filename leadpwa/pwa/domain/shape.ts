// The shape of the board: what the counts of its columns say (docs/rules.md, 5).
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
