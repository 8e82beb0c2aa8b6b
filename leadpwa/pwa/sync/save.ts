// Saving a change: one transaction that writes the mutation and the clock together. Saved is what `complete` says.
import type { Database } from "../store/database.ts";
import type { Environment } from "../store/environment.ts";
import { readClock, writeMeta, type PhoneWriting } from "../store/meta.ts";
import type { OutboxRow } from "../store/rows.ts";
import type { PhoneSchema } from "../store/schema.ts";
import { type Mutation, type Patch, TakenError } from "../store/types.ts";
import { canonical } from "./canonical.ts";
import { type Intent, make, type Moment } from "./make.ts";

/** How long a deletion stays on the phone so that it can be taken back whole, ms: nobody but a manager restores. */
export const SECOND_THOUGHTS_MS = 9_000;

export interface Saving {
  readonly db: Database<PhoneSchema>;
  readonly env: Environment;
  readonly rules: string | null;
}

export interface SaveOptions {
  /** The draft that the save uses up. */
  readonly draft?: string;
  /** A creation: if the record is here already (a double tap), its first change is the answer. */
  readonly once?: true;
  readonly inverse?: Patch;
  readonly notBeforeMs?: number;
  /** A change of another record, of the same moment: both are saved or neither. */
  readonly also?: { readonly intent: Intent; readonly inverse: Patch };
}

export interface SavedRows {
  readonly row: OutboxRow;
  readonly also: OutboxRow | null;
}

export async function save({ db, env, rules }: Saving, intent: Intent, options: SaveOptions = {}): Promise<SavedRows> {
  // Outside the transaction, which may run twice: the same mutation then, not two.
  const moment: Moment = { wallMs: env.now(), random: env.random(16), rules };
  const { also } = options;
  const random = also ? env.random(16) : null;
  return db.write(["meta", "outbox", "sent", "attention", "drafts"], async (tx) => {
    const first = options.once ? await firstOf(tx, intent.record) : null;
    // The same form in two tabs, gone on with in one of them: nothing of the second is taken for the first.
    if (first && !saysTheSame(first.mutation, intent)) throw new TakenError();
    if (options.draft !== undefined) await useUp(tx, options.draft, intent.record);
    if (first) return { row: first, also: null };
    const row = await append(tx, intent, moment, options);
    const beside = also && random ? await append(tx, also.intent, { ...moment, random }, { inverse: also.inverse }) : null;
    return { row, also: beside };
  });
}

/** Stamps and queues a change within a transaction on `meta` and `outbox`. */
export async function append(
  tx: PhoneWriting,
  intent: Intent,
  moment: Moment,
  { inverse, notBeforeMs }: SaveOptions = {},
): Promise<OutboxRow> {
  const clock = await readClock(tx);
  if (clock === null) throw new DOMException("no clock", "InvalidStateError");
  const made = make(intent, clock, { ...moment, random: moment.random.slice() });
  const row = { ...made.row, ...(inverse && { inverse }), ...(notBeforeMs && { notBeforeMs }) };
  const order = await tx.objectStore("outbox").add(row as OutboxRow);
  await writeMeta(tx, "clock", made.clock);
  return { ...row, order };
}

/** Drops the draft, unless another tab is writing one for a record of its own under the same name. */
async function useUp(tx: PhoneWriting, draft: string, record: string): Promise<void> {
  const drafts = tx.objectStore("drafts");
  const of = ((await drafts.get(draft))?.value as { id?: unknown } | null | undefined)?.id;
  if (of === undefined || of === record) await drafts.delete(draft);
}

/** Whether a creation says what another one said, but for the moment of the tap. */
function saysTheSame({ patch: one = {} }: Pick<Mutation, "patch">, intent: Intent): boolean {
  const other = "patch" in intent ? intent.patch : {};
  const without = ({ captured_at: _c, at: _a, ...rest }: Patch) => canonical(rest);
  return without(one) === without(other);
}

async function firstOf(tx: PhoneWriting, record: string): Promise<OutboxRow | null> {
  for (const store of ["outbox", "sent", "attention"] as const) {
    const found = await tx.objectStore(store).index("record").get(record);
    if (found) return found as OutboxRow;
  }
  return null;
}
