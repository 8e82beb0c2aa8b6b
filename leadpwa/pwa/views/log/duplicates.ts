// Whether the number is on this phone already. It warns and never blocks: the person in front of the customer saves.
import { e164 } from "../../domain/phones.ts";
import type { Shown } from "../../store/types.ts";

export type Duplicate =
  | { kind: "mine"; lead: Shown }
  /** A colleague's: whose it may be, no more. */
  | { kind: "colleague"; owner: string };

export function duplicateOf(mobile: string, leads: readonly Shown[], me: string, nameOf: (user: string) => string): Duplicate | null {
  const wanted = mobile.trim() ? e164(mobile) : null;
  if (wanted === null) return null;
  const same = leads.filter((lead) => typeof lead.fields["mobile"] === "string" && e164(lead.fields["mobile"]) === wanted);
  const mine = same.find((lead) => ownerOf(lead, me) === me);
  if (mine) return { kind: "mine", lead: mine };
  const other = same[0];
  return other ? { kind: "colleague", owner: nameOf(ownerOf(other, me)) } : null;
}

/** Until the server has said whose it is, a lead logged here is mine. */
export function ownerOf(lead: Shown, me: string): string {
  const owner = lead.fields["owner"];
  if (typeof owner === "string") return owner;
  return lead.seq === 0 ? me : "";
}
