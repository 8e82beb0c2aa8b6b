// Merging a change into a record: per field, the greater stamp wins. Commutative, associative, idempotent, so all
// devices show the same whatever the order of arrival. Pure. The server's twin is leadpwa/sync/merge.py.
import type { Fields, Mutation, SetPatch, WireRecord } from "../store/types.ts";
import { canonical, compareUtf8 } from "./canonical.ts";

/** The register of delete and restore. */
export const DELETED = "_deleted";

const SETS: Readonly<Record<string, ReadonlySet<string>>> = {
  lead: new Set(["models", "competitors", "interests", "tags"]),
};

const CONSENTS: ReadonlySet<string> = new Set([
  "consent_contact",
  "consent_share_with_dealer",
  "consent_marketing",
  "consent_sensitive",
]);

export function isSetField(kind: string, field: string): boolean {
  return SETS[kind]?.has(field) ?? false;
}

/** Whether `value` patches a set: `{add?: string[], remove?: string[]}` and nothing else. */
export function isSetPatch(value: unknown): value is SetPatch {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([key, list]) =>
      (key === "add" || key === "remove") && Array.isArray(list) && list.every((each) => typeof each === "string"),
  );
}

/** A record of which nothing is known yet. */
export function emptyRecord(kind: string, id: string): WireRecord {
  return { kind, id, seq: 0, fields: {}, stamps: {} };
}

/** `record` with the change merged in; `record` itself stays as it is. `stamp` is the change's, as it counts. */
export function merged(record: WireRecord, mutation: Mutation, stamp: string): WireRecord {
  const next: WireRecord = { ...record, fields: { ...record.fields }, stamps: { ...record.stamps } };
  if (mutation.delete || mutation.restore) mergeRegister(next, Boolean(mutation.delete), stamp);
  for (const [field, value] of Object.entries(mutation.patch ?? {})) {
    if (isSetField(next.kind, field)) {
      if (isSetPatch(value)) mergeSet(next, field, value, stamp);
    } else if (wins(next, field, value, stamp)) {
      next.stamps[field] = stamp;
      put(next.fields, field, value);
    }
  }
  return next;
}

function wins(record: WireRecord, field: string, value: unknown, stamp: string): boolean {
  const held = record.stamps[field];
  if (held === undefined) return true;
  if (stamp !== held) return field === "captured_at" ? stamp < held : stamp > held;
  const mine = record.fields[field];
  // Of equal stamps the withdrawal wins.
  if (CONSENTS.has(field) && isGiven(mine) !== isGiven(value)) return isGiven(mine);
  return compareUtf8(canonical(value), canonical(mine)) > 0;
}

function isGiven(consent: unknown): boolean {
  return typeof consent === "object" && consent !== null && (consent as { given?: unknown }).given === true;
}

function put(fields: Fields, field: string, value: unknown): void {
  if (value === null || value === undefined) delete fields[field];
  else fields[field] = value;
}

function mergeSet(record: WireRecord, field: string, patch: SetPatch, stamp: string): void {
  const present = new Set(Array.isArray(record.fields[field]) ? (record.fields[field] as string[]) : []);
  // Additions last: with equal stamps the addition stays.
  for (const element of patch.remove ?? []) {
    const held = record.stamps[`${field}/${element}`];
    if (held !== undefined && (stamp < held || (stamp === held && present.has(element)))) continue;
    record.stamps[`${field}/${element}`] = stamp;
    present.delete(element);
  }
  for (const element of patch.add ?? []) {
    const held = record.stamps[`${field}/${element}`];
    if (held !== undefined && stamp < held) continue;
    record.stamps[`${field}/${element}`] = stamp;
    present.add(element);
  }
  const sorted = [...present].sort(compareUtf8);
  put(record.fields, field, sorted.length > 0 ? sorted : null);
}

function mergeRegister(record: WireRecord, isDeletion: boolean, stamp: string): void {
  const held = record.stamps[DELETED];
  if (held !== undefined && (stamp < held || (stamp === held && !isDeletion))) return;
  record.stamps[DELETED] = stamp;
  if (isDeletion) record.deleted = stamp;
  else delete record.deleted;
}
