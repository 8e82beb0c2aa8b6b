// What the views see of the phone: types alone. `phone.ts` gives it, over the store and the sync.
import type { ReadonlySignal } from "@preact/signals";

/** A record's fields as they travel (docs/protocol.md, "A lead on the wire"). Unknown ones are kept. */
export type Fields = Record<string, unknown>;

/** The change of one set field: elements to add and to remove, each stamped by itself. */
export interface SetPatch {
  add?: readonly string[];
  remove?: readonly string[];
}

/** What a change sets: a value, null to empty the field, a SetPatch for models, competitors, interests, tags. */
export type Patch = Record<string, unknown>;

export interface WireRecord {
  kind: string;
  id: string;
  /** 0 while the server has not sent the record. */
  seq: number;
  fields: Fields;
  /** By field, by `field/element` for sets, and `_deleted` for the register of delete and restore. */
  stamps: Record<string, string>;
  /** The stamp of the deletion that holds. */
  deleted?: string;
}

/** A change, never altered once made. `stamp` stands beside it and is no part of its contents. */
export interface Mutation {
  id: string;
  kind: string;
  record: string;
  hlc: string;
  patch?: Patch;
  delete?: true;
  restore?: true;
  stamp?: string;
}

/** Why something was refused: problem+json as the server sent it. `code` chooses the words. */
export interface Problem {
  code: string;
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  errors?: readonly { path: string; message: string; code: string }[];
}

export type RecordState = "sent" | "waiting" | "attention";

/** A record as it is shown: the server's, with what waits here merged over it. */
export interface Shown extends WireRecord {
  state: RecordState;
  /** With `attention`: the first refusal. */
  problem?: Problem;
  /** With `waiting`: when the oldest unsent change of it was made, UTC, ISO 8601. */
  waitingSince?: string;
  /** With `attention`: every refused change of it, for the value beside the server's. */
  refused?: readonly AttentionEntry[];
}

/** What a save answers, after the transaction's `complete`; `mutation` and `also` are for `undo`. */
export interface Saved extends Shown {
  mutation: string;
  /** The change of another record that was saved with it. */
  also?: string;
}

export interface Identity {
  token: string;
  user: { id: string; name: string; role: string; roles: readonly string[]; dealer: string | null };
  organisation: { id: string; name: string; timezone: string };
  /** The organisation's public key for sealed packages. */
  recovery: { kid: string; jwk: JsonWebKey } | null;
  /** base64url key of the `known` tags. */
  known_key: string | null;
  device: { id: string; name: string };
}

export interface OutboxEntry {
  mutation: Mutation;
  /** Corrected UTC, ISO 8601, when the change was made. */
  madeAt: string;
  /** How far the phone's own clock was from the server's when it was made, ms; null = nothing was known. */
  clockErrorMs: number | null;
  /** Hash of the rules by which the phone judged. */
  rules: string | null;
  /** Set while the server said `retry`: the record is unknown there, or not ours to see. */
  problem?: Problem;
  /** In the request that is under way. */
  inFlight: boolean;
  /** Waits unsent, and is not counted, because the creation of its record waits for a person. */
  held: boolean;
}

export interface AttentionEntry {
  /** The refused mutation's id; `mend`, `sendAgain`, `drop` take it. */
  id: string;
  mutation: Mutation;
  problem: Problem;
  madeAt: string;
  refusedAt: string;
  /** `refused` by the server; `unknown` there for 14 days; `unsendable`: fails even when sent alone; `lost`: the record went out of view. */
  why: "refused" | "unknown" | "unsendable" | "lost";
  /** Whether the mutation carries the creating fields: later changes of its record then wait with it. */
  creates: boolean;
}

export type Paused = null | "unauthorised" | "expired" | "revoked" | "upgrade";

export interface SyncState {
  /** Counted from the outbox, never from what the connection seems to be. Held changes are not in it. */
  unsent: number;
  /** When the oldest of them was made, UTC, ISO 8601. */
  oldest: string | null;
  attention: number;
  lastSuccess: string | null;
  lastResult: { sent: number; received: number } | null;
  running: boolean;
  paused: Paused;
  /** With `revoked`: who did it, `user` or `office`. */
  revokedBy: string | null;
  /** The last try did not reach the server. */
  offline: boolean;
  /** Phone's clock less the server's, ms; warn from ten minutes on. 0 before the first answer. */
  clockErrorMs: number;
  /** Answer to the request to keep the storage; null = not asked or not answered. */
  persisted: boolean | null;
  /** Storage used, where the browser says. */
  bytes: number | null;
  /** The server was restored: old records are readable and come again. */
  resyncing: boolean;
  /** The store came up empty where a paired one had been: the browser removed it, and so many unsent changes. Until `noteLoss`. */
  evicted: { unsent: number } | null;
}

export interface Phone {
  readonly identity: Identity;
  /** Leads that are not deleted, newest creation first. */
  readonly leads: ReadonlySignal<readonly Shown[]>;
  /** Of one lead, newest first. */
  activities(leadId: string): ReadonlySignal<readonly Shown[]>;
  /** All of one kind that are not deleted, by id. */
  records(kind: string): ReadonlySignal<readonly Shown[]>;
  readonly sync: ReadonlySignal<SyncState>;

  outbox(): Promise<readonly OutboxEntry[]>;
  attention(): Promise<readonly AttentionEntry[]>;

  /** Adds id, `captured_at`, and `stage`-less defaults. Resolves after `complete`; else SaveError, nothing lost. */
  createLead(fields: Fields, options?: CreateOptions): Promise<Saved>;
  create(kind: string, fields: Fields, options?: CreateOptions): Promise<Saved>;
  patch(kind: string, id: string, patch: Patch): Promise<Saved>;
  remove(kind: string, id: string): Promise<Saved>;
  restore(kind: string, id: string): Promise<Saved>;
  /**
   * Takes unsent creations and changes back whole; one that left already is answered by a change that undoes it.
   * All of them or none: false = one of them can't be, and nothing was touched.
   */
  undo(...mutationIds: readonly string[]): Promise<boolean>;

  useRules(known: RulesKnown): void;

  /** The person knows of the loss that `evicted` tells: it is told no more. */
  noteLoss(): void;

  saveDraft(key: string, value: unknown): Promise<void>;
  draft(key: string): Promise<unknown>;
  dropDraft(key: string): Promise<void>;

  /** A new mutation with the mended patch, a new id, and the same hlc, in place of the refused one. */
  mend(entryId: string, patch: Patch): Promise<void>;
  sendAgain(entryId: string): Promise<void>;
  drop(entryId: string): Promise<void>;

  /** Who changed what of a lead, newest first; null where the server can't be reached or does not show it. */
  history(lead: string): Promise<readonly HistoryEntry[] | null>;

  /** Pushes and pulls now; resolves when the run has ended, however. */
  syncNow(): Promise<void>;
  exportOutbox(): Promise<Blob>;
  /** `sync` first; unsent work left over → SignOutError, unless `discard` says that the person typed it. */
  signOut(options: { discard: boolean }): Promise<void>;
  /** Lets go of the database, timers and listeners. */
  close(): void;
}

export interface HistoryEntry {
  field: string;
  from: unknown;
  to: unknown;
  /** When, in true time; the phone's own clock may have said otherwise. */
  stamp: string;
  /** A user's id; null where the server did it. */
  by: string | null;
  mutation: string;
  /** It never stood: a later change was there when it arrived. */
  lost: boolean;
}

/** What the phone itself does by the rules. */
export interface RulesKnown {
  /** The hash of the build's rules, by which it judges until the server's own `rules` record has come. */
  build: string | null;
  /** After so many days a change whose record the server does not know is shown to a person. */
  showUnknownDays: number;
}

export interface CreateOptions {
  /** Made by the view when its form opens: a double tap on save then saves once. */
  id?: string;
  /** Draft that this save uses up, dropped in the same transaction. */
  draft?: string;
  /** A change of another record, saved in the same transaction: both or neither. */
  also?: { kind: string; id: string; patch: Patch };
}

export type SaveErrorKind = "quota" | "closed" | "private" | "invalid" | "failed";

/** Nothing was saved and nothing was lost: the form keeps what it holds. */
export class SaveError extends Error {
  override readonly name = "SaveError";
  constructor(
    readonly kind: SaveErrorKind,
    options?: ErrorOptions,
  ) {
    super(kind, options);
  }
}

/** The id of a creation is taken by another one that says something else: nothing was saved. */
export class TakenError extends Error {
  override readonly name = "TakenError";
}

export type PairErrorCode = "refused" | "rate_limited" | "offline" | "server" | "storage";

/** `refused`: the code is wrong, used or expired, which of them nobody says. */
export class PairError extends Error {
  override readonly name = "PairError";
  constructor(
    readonly code: PairErrorCode,
    /** With `rate_limited`: seconds. */
    readonly retryAfter: number | null = null,
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

/** Signing out would lose this many unsent changes. */
export class SignOutError extends Error {
  override readonly name = "SignOutError";
  constructor(readonly unsent: number) {
    super(`${unsent} unsent`);
  }
}
