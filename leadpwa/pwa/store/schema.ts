// The phone's database, one for each organisation and user, and the small one beside it that says whose phone this is.
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from "idb";
import type { AttachmentRow, AttentionRow, Clock, OutboxRow, Outcome, Position, RecordRow, SentRow } from "./rows.ts";
import type { Identity } from "./types.ts";

export interface Meta {
  clock: Clock;
  position: Position;
  outcome: Outcome;
  /** Which tab is syncing, where there are no Web Locks. */
  lease: { holder: string; untilMs: number };
}

export interface PhoneSchema extends DBSchema {
  records: { key: string; value: RecordRow; indexes: { lead: string; kind: string } };
  outbox: { key: number; value: OutboxRow; indexes: { id: string; record: string } };
  sent: { key: number; value: SentRow; indexes: { id: string; record: string; pass: number; sentMs: number } };
  attention: { key: string; value: AttentionRow; indexes: { record: string } };
  drafts: { key: string; value: { value: unknown; savedMs: number } };
  attachments: { key: string; value: AttachmentRow; indexes: { lead: string } };
  meta: { key: keyof Meta; value: Meta[keyof Meta] };
}

/** Brings a database of the version `from` (0 = new) up to the newest. */
export type Upgrade<S extends DBSchema> = (
  db: IDBPDatabase<S>,
  from: number,
  tx: IDBPTransaction<S, StoreNames<S>[], "versionchange">,
) => void;

export const PHONE_VERSION = 2;

export const upgradePhone: Upgrade<PhoneSchema> = (db, from, tx) => {
  if (from < 1) createPhone(db);
  // The pages look for what their reader has read among ten thousand leads.
  if (from < 2) tx.objectStore("records").createIndex("kind", "kind");
};

function createPhone(db: IDBPDatabase<PhoneSchema>): void {
  db.createObjectStore("records", { keyPath: "id" }).createIndex("lead", "fields.lead");
  const outbox = db.createObjectStore("outbox", { keyPath: "order", autoIncrement: true });
  outbox.createIndex("id", "id", { unique: true });
  outbox.createIndex("record", "record");
  const sent = db.createObjectStore("sent", { keyPath: "order" });
  sent.createIndex("id", "id", { unique: true });
  sent.createIndex("record", "record");
  sent.createIndex("pass", "pass");
  sent.createIndex("sentMs", "sentMs");
  db.createObjectStore("attention", { keyPath: "id" }).createIndex("record", "record");
  db.createObjectStore("drafts");
  db.createObjectStore("attachments", { keyPath: "id" }).createIndex("lead", "lead");
  db.createObjectStore("meta");
}

export interface DeviceSchema extends DBSchema {
  device: { key: "device"; value: { id: string } };
  identities: { key: string; value: Identity };
  /** The database of the user who is signed in. */
  current: { key: "current"; value: string };
}

export const DEVICE_VERSION = 1;
export const DEVICE_DATABASE = "leadpwa-device";

export const upgradeDevice: Upgrade<DeviceSchema> = (db) => {
  db.createObjectStore("device");
  db.createObjectStore("identities");
  db.createObjectStore("current");
};

/** Name of the database of one user in one organisation. */
export function phoneDatabase(organisation: string, user: string): string {
  return `leadpwa-${organisation}-${user}`;
}
