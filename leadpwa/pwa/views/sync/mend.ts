// How a refused change is mended: what the server missed is added, or what it may not keep is taken out. Pure.
import type { Mutation, Patch } from "../../store/types.ts";
import { PERSONAL } from "../../sync/kinds.ts";

export function withConsent(mutation: Mutation, wording: string, at: string): Patch {
  return { ...mutation.patch, consent_contact: { given: true, wording, at, how: "spoken" } };
}

export function madeAnonymous(mutation: Mutation): Patch {
  const kept = Object.entries(mutation.patch ?? {}).filter(([field]) => !PERSONAL.has(field) && !field.startsWith("consent_"));
  return { ...Object.fromEntries(kept), no_contact: true };
}

export const withMobile = (mutation: Mutation, mobile: string): Patch => ({ ...mutation.patch, mobile });
