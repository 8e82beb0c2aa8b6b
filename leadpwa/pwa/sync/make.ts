// Making a change: an immutable mutation with its id and stamp, and what must be remembered of the moment.
import type { Clock, OutboxRow } from "../store/rows.ts";
import { type Fields, type Mutation, type Patch, SaveError, type SetPatch } from "../store/types.ts";
import { corrected, tick } from "./clock.ts";
import { uuid7 } from "./ids.ts";
import { isSetField, isSetPatch } from "./merge.ts";

/** The server takes no larger mutation, bytes of JSON. */
export const LARGEST = 64 * 1024;

export type Intent = { kind: string; record: string } & (
  | { patch: Patch }
  | { delete: true }
  | { restore: true }
);

export interface Moment {
  readonly wallMs: number;
  /** For the mutation's id. */
  readonly random: Uint8Array;
  readonly rules: string | null;
}

export function make(intent: Intent, clock: Clock, moment: Moment): { row: Omit<OutboxRow, "order">; clock: Clock } {
  const { stamp: hlc, clock: after } = tick(clock, moment.wallMs);
  const madeMs = corrected(clock, moment.wallMs);
  const mutation: Mutation = { id: uuid7(madeMs, moment.random), ...intent, hlc };
  if (sizeOf(mutation) > LARGEST) throw new SaveError("invalid");
  const { wallMs, rules } = moment;
  const noted = { madeMs, wallMs, errorMs: clock.errorMs, floor: clock.greatest, rules };
  return { row: { id: mutation.id, record: mutation.record, mutation, ...noted }, clock: after };
}

export function sizeOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

/** The creating patch for a form's fields: empty ones left out, lists of set fields as additions. */
export function creation(kind: string, fields: Fields): Patch {
  const patch: Patch = {};
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined || value === null) continue;
    const isList = isSetField(kind, field) && Array.isArray(value);
    if (!isList) patch[field] = value;
    else if (value.length > 0) patch[field] = { add: value };
  }
  return valid(kind, patch);
}

/** The patch as it is sent: a list given for a set field becomes what to add to and remove from the present one. */
export function change(kind: string, patch: Patch, present: Fields): Patch {
  const sent: Patch = {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    const asked = isSetField(kind, field) && Array.isArray(value) ? difference(value, present[field]) : value;
    const isIdle = isSetField(kind, field) && isSetPatch(asked) && !asked.add?.length && !asked.remove?.length;
    if (!isIdle) sent[field] = asked;
  }
  return valid(kind, sent);
}

/** The patch that would take `patch` back from a record that shows `present`. */
export function inverseOf(kind: string, patch: Patch, present: Fields): Patch {
  const inverse: Patch = {};
  for (const [field, value] of Object.entries(patch)) {
    if (!isSetField(kind, field)) inverse[field] = present[field] ?? null;
    else if (isSetPatch(value)) inverse[field] = setInverse(value, present[field]);
  }
  return inverse;
}

function setInverse({ add = [], remove = [] }: SetPatch, held: unknown): Patch {
  const present: readonly string[] = Array.isArray(held) ? held : [];
  return {
    add: remove.filter((each) => present.includes(each)),
    remove: add.filter((each) => !present.includes(each)),
  };
}

function difference(wanted: readonly string[], held: unknown): Patch {
  const present: readonly string[] = Array.isArray(held) ? held : [];
  return {
    add: wanted.filter((each) => !present.includes(each)),
    remove: present.filter((each) => !wanted.includes(each)),
  };
}

function valid(kind: string, patch: Patch): Patch {
  const wrong = Object.entries(patch).some(([field, value]) => isSetField(kind, field) && !isSetPatch(value));
  if (wrong) throw new SaveError("invalid");
  return patch;
}
