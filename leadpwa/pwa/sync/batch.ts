// Which waiting changes go into the next request.
import type { Database } from "../store/database.ts";
import { readClock, readPosition, writeMeta } from "../store/meta.ts";
import type { Clock, OutboxRow, Position } from "../store/rows.ts";
import type { PhoneSchema } from "../store/schema.ts";
import type { Mutation } from "../store/types.ts";
import { isHeld, recordsOnHold } from "./entries.ts";
import { sizeOf } from "./make.ts";

export const FIRST_SIZE = 50;
export const LARGEST_SIZE = 500;
/** The server takes 1 MiB; the rest of the request needs some of it. */
const ROOM = 960 * 1024;
/** Rows are read in chunks, of at least so many. */
const LEAST_CHUNK = 100;

export interface Batch {
  readonly rows: readonly OutboxRow[];
  readonly clock: Clock;
  /** Where the phone was when it asked: an answer counts for this place alone. */
  readonly position: Position;
  /** How long until the first of those that rest may go, ms; null = none rests. */
  readonly restMs: number | null;
}

/** The changes at the head of the queue that may go now: up to `size`, judged by one set of rules. */
export async function take(db: Database<PhoneSchema>, { size, wallMs }: { size: number; wallMs: number }): Promise<Batch> {
  return db.write(
    ["meta", "outbox", "attention"],
    async (tx) => {
      const [clock, position] = [await readClock(tx), await readPosition(tx)];
      if (clock === null) throw new DOMException("no clock", "InvalidStateError");
      const onHold = recordsOnHold(await tx.objectStore("attention").getAll());
      const rows: OutboxRow[] = [];
      let restMs: number | null = null;
      const full = filler(rows, size);
      const count = Math.max(LEAST_CHUNK, size);
      const may = (row: OutboxRow) => {
        const rest = restOf(row, wallMs);
        if (rest > 0) restMs = Math.min(restMs ?? rest, rest);
        return rest === 0 && isDue(row, position) && !isHeld(row, onHold);
      };
      for (let after = -1, last = false; !last; ) {
        const chunk = await tx.objectStore("outbox").getAll(IDBKeyRange.lowerBound(after, true), count);
        const isFull = chunk.filter(may).some(full);
        last = isFull || chunk.length < count;
        after = chunk.at(-1)?.order ?? after;
      }
      const offered = rows.reduce((most, row) => Math.max(most, row.order), position.offered);
      if (offered > position.offered) await writeMeta(tx, "position", { ...position, offered });
      return { rows, clock, position: { ...position, offered }, restMs };
    },
    // Losing this mark in a power cut only makes an undo less sure of itself.
    { durability: "relaxed" },
  );
}

/** A refused one with `retry` waits until a pull has brought something. */
function isDue({ retry }: OutboxRow, position: Position): boolean {
  return retry === undefined || retry.brought < position.brought;
}

/** What is left of a deletion's moment to be taken back, ms; none where the clock has stepped back since. */
export function restOf({ notBeforeMs = 0, wallMs: madeMs }: OutboxRow, wallMs: number): number {
  return wallMs < madeMs ? 0 : Math.max(0, notBeforeMs - wallMs);
}

/** Adds rows until nothing fits any more; true = full. */
function filler(rows: OutboxRow[], size: number): (row: OutboxRow) => boolean {
  let room = ROOM;
  return (row) => {
    const bytes = sizeOf(travelling(row)) + 1;
    const fits = rows.length < size && (bytes <= room || rows.length === 0);
    if (!fits || (rows[0] && rows[0].rules !== row.rules)) return true;
    rows.push(row);
    room -= bytes;
    return rows.length === size;
  };
}

/** The mutation as it is sent: its contents, and the stamp beside them. */
export function travelling({ mutation, stamp }: Pick<OutboxRow, "mutation" | "stamp">): Mutation {
  return stamp === undefined ? mutation : { ...mutation, stamp };
}
