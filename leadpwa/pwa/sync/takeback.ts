// Undo. What has certainly not left the phone is taken out of the queue; for the rest a change is made that undoes it.
import type { Environment } from "../store/environment.ts";
import { type PhoneWriting, readPosition } from "../store/meta.ts";
import type { OutboxRow, SentRow } from "../store/rows.ts";
import type { Mutation } from "../store/types.ts";
import { restOf } from "./batch.ts";
import { localTime, uuid7 } from "./ids.ts";
import { belongsTo, creates, leadOf } from "./kinds.ts";
import type { Intent, Moment } from "./make.ts";
import { append, type Saving } from "./save.ts";

/** What undoes one change: taking its row out of the queue, or a change in return. */
type Undoing = { readonly row: OutboxRow } | { readonly reverse: Intent };

/** The records touched; null = one of the changes can't be undone, and then none is. */
export async function takeBack(
  { db, env, rules }: Saving,
  ids: readonly string[],
): Promise<ReadonlySet<string> | null> {
  const moments = ids.map((): Moment => ({ wallMs: env.now(), random: env.random(16), rules }));
  const correction = correctionAt(env);
  return db.write(["meta", "outbox", "sent"], async (tx) => {
    const { offered } = await readPosition(tx);
    const undoings: Undoing[] = [];
    for (const id of ids) {
      const undoing = await undoingOf(tx, id, { offered, wallMs: env.now(), correction });
      if (undoing === null) return null;
      undoings.push(undoing);
    }
    const touched = new Set<string>();
    for (const [index, undoing] of undoings.entries()) {
      if ("row" in undoing) for (const record of await takeOut(tx, undoing.row)) touched.add(record);
      else touched.add((await append(tx, undoing.reverse, moments[index]!)).record);
    }
    return touched;
  });
}

type Correct = (activity: Mutation) => Intent;

async function undoingOf(
  tx: PhoneWriting,
  id: string,
  { offered, wallMs, correction }: { offered: number; wallMs: number; correction: Correct },
): Promise<Undoing | null> {
  const waiting = await tx.objectStore("outbox").index("id").get(id);
  // One that rests has not left, though later ones may have.
  if (waiting && (waiting.order > offered || restOf(waiting, wallMs) > 0)) return { row: waiting };
  const row = waiting ?? (await tx.objectStore("sent").index("id").get(id));
  const reverse = row ? reverseOf(row, correction) : null;
  return reverse && { reverse };
}

/** The change, and with a creation everything made on top of it, which is as unsent as itself. */
async function takeOut(tx: PhoneWriting, row: OutboxRow): Promise<ReadonlySet<string>> {
  const outbox = tx.objectStore("outbox");
  const onTop = creates(row.mutation)
    ? (await outbox.getAll(IDBKeyRange.lowerBound(row.order, true))).filter((later) =>
        belongsTo(later.mutation, row.record),
      )
    : [];
  const out = [row, ...onTop];
  await Promise.all(out.map((each) => outbox.delete(each.order)));
  return new Set(out.map((each) => each.record));
}

function reverseOf({ mutation, inverse }: OutboxRow | SentRow, correction: Correct): Intent | null {
  const { kind, record } = mutation;
  if (kind === "activity" && creates(mutation)) return correction(mutation);
  if (kind === "lead" && creates(mutation)) return { kind, record, delete: true };
  return inverse ? { kind, record, patch: inverse } : null;
}

/** An activity is written once: an empty note that corrects it takes it out of every count. */
function correctionAt(env: Environment): Correct {
  const wallMs = env.now();
  const record = uuid7(wallMs, env.random(16));
  const at = localTime(wallMs, env.timezoneOffset(wallMs));
  return ({ record: corrects, patch }) => ({ kind: "activity", record, patch: { lead: leadOf(patch), type: "note", at, corrects } });
}
