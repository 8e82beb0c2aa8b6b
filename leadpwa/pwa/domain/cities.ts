// Where a city is, for leads that name no place of their own (docs/rules.md 5).
import type { Lead, Place } from "./lead.ts";
import { folded } from "./words.ts";

/** The lead's own place, else its city's; null where neither is known. `cities` are by folded name. */
export function placeOf(lead: Lead, cities: ReadonlyMap<string, Place>): Place | null {
  return lead.place ?? (lead.city ? (cities.get(folded(lead.city)) ?? null) : null);
}
