// What stands in the stores of a phone's database. Types alone.
import type { AttentionEntry, Mutation, Patch, Paused, Problem, WireRecord } from "./types.ts";

/** A record as the server has it. */
export interface RecordRow extends WireRecord {
  /** The pull from the beginning that brought it; those of an earlier one are gone at its end. */
  pull: number;
}

/** A change and what is known of its making. Its contents never change. */
interface ChangeRow {
  /** Place in the queue, given by the database; also key in `outbox` and `sent`. */
  order: number;
  id: string;
  record: string;
  mutation: Mutation;
  /** The stamp that counts instead of `hlc`: the phone's own correction, or the server's. */
  stamp?: string;
  /** With `stamp`: the server gave it. */
  fixed?: true;
  /** Corrected time of its making, ms. */
  madeMs: number;
  /** The phone's own clock then, ms. */
  wallMs: number;
  /** The error that the phone knew then, ms. */
  errorMs: number | null;
  /** The greatest stamp of the server's known then. */
  floor: string;
  /** Hash of the rules by which the phone judged. */
  rules: string | null;
  /** The patch that takes this one back, as the record was shown then. */
  inverse?: Patch;
}

export interface OutboxRow extends ChangeRow {
  /** The server said `retry`. */
  retry?: { problem: Problem; sinceMs: number; /** `Position.brought` then. */ brought: number };
  /** The server said that its record went out of view. */
  lost?: true;
  /** Not sent before this, by the phone's own clock, ms: a deletion can be taken back while it lasts. */
  notBeforeMs?: number;
}

export interface SentRow extends ChangeRow {
  sentMs: number;
  /** `Position.pass` in which it was acknowledged; shown over the records until that pass is over. */
  pass: number;
}

export interface AttentionRow extends ChangeRow {
  problem: Problem;
  refusedMs: number;
  why: AttentionEntry["why"];
}

export interface AttachmentRow {
  id: string;
  lead: string;
  /** ArrayBuffer, not Blob: WebKit refuses Blobs in private sessions. */
  bytes: ArrayBuffer;
}

/** One database's clock, as it is kept in `meta`. */
export interface Clock {
  readonly node: string;
  /** The last stamp made or seen. */
  readonly last: string;
  /** The greatest stamp that the server has given or sent. */
  readonly greatest: string;
  /** Phone's clock less the server's, ms, by which `last` has been made; null before the first answer. */
  readonly errorMs: number | null;
  /** Corrected time of the last answer, ms; null before the first. */
  readonly heardMs: number | null;
  /** The phone's clock went back while changes were made: what waits must be stamped again by an answer's time. */
  readonly irregular: boolean;
}

/** How far this phone is in the server's order of changes. */
export interface Position {
  epoch: string | null;
  cursor: number;
  /** Counts the answers without `more`. */
  pass: number;
  /** Counts the answers that brought something. */
  brought: number;
  /** Counts the pulls from the beginning. */
  pull: number;
  /** A pull from the beginning is under way; why decides whether the old records are readable meanwhile. */
  again: "view_changed" | "resync" | null;
  /** Everything in the outbox up to this place may have reached the server. */
  offered: number;
}

/** What people are told about the last runs. */
export interface Outcome {
  lastSuccessMs: number | null;
  lastResult: { sent: number; received: number } | null;
  paused: Paused;
  revokedBy: string | null;
  persisted: boolean | null;
}

export const START: Position = { epoch: null, cursor: 0, pass: 0, brought: 0, pull: 0, again: null, offered: 0 };
export const NO_OUTCOME: Outcome = {
  lastSuccessMs: null,
  lastResult: null,
  paused: null,
  revokedBy: null,
  persisted: null,
};
