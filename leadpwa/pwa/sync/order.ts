// The orders of lists.
import type { Shown } from "../store/types.ts";

function descending(a: string, b: string): number {
  if (a === b) return 0;
  return a > b ? -1 : 1;
}

/** Newest creation first. The stamp decides, not `captured_at`: a phone set to 1970 makes no old leads. */
export function leadOrder(a: Shown, b: Shown): number {
  return descending(a.stamps["captured_at"] ?? "", b.stamps["captured_at"] ?? "") || descending(a.id, b.id);
}

/** Newest first, by when it happened. */
export function activityOrder(a: Shown, b: Shown): number {
  return happened(b) - happened(a) || descending(a.stamps["type"] ?? "", b.stamps["type"] ?? "");
}

function happened({ fields }: Shown): number {
  const at = fields["at"];
  const ms = typeof at === "string" ? Date.parse(at) : Number.NaN;
  return Number.isNaN(ms) ? 0 : ms;
}
