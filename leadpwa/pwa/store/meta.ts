// Reading and writing the few single values of `meta`, inside a transaction of the caller's.
import type { IDBPTransaction, StoreNames } from "idb";
import type { Clock, Outcome, Position } from "./rows.ts";
import { NO_OUTCOME, START } from "./rows.ts";
import type { Meta, PhoneSchema } from "./schema.ts";

type Names = StoreNames<PhoneSchema>[];
export type PhoneReading = IDBPTransaction<PhoneSchema, Names, "readonly" | "readwrite">;
export type PhoneWriting = IDBPTransaction<PhoneSchema, Names, "readwrite">;

async function get<K extends keyof Meta>(tx: PhoneReading, key: K): Promise<Meta[K] | undefined> {
  return (await tx.objectStore("meta").get(key)) as Meta[K] | undefined;
}

/** null where the database is new. */
export async function readClock(tx: PhoneReading): Promise<Clock | null> {
  return (await get(tx, "clock")) ?? null;
}

export async function readPosition(tx: PhoneReading): Promise<Position> {
  return { ...START, ...(await get(tx, "position")) };
}

export async function readOutcome(tx: PhoneReading): Promise<Outcome> {
  return { ...NO_OUTCOME, ...(await get(tx, "outcome")) };
}

export async function readLease(tx: PhoneReading): Promise<Meta["lease"] | null> {
  return (await get(tx, "lease")) ?? null;
}

export async function writeMeta<K extends keyof Meta>(tx: PhoneWriting, key: K, value: Meta[K]): Promise<void> {
  await tx.objectStore("meta").put(value, key);
}
