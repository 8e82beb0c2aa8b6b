// Undo. What has certainly not left the phone is taken out of the queue; for the rest a change is made that undoes it.
import { type PhoneWriting, readPosition } from "../store/meta.ts";
import type { OutboxRow, SentRow } from "../store/rows.ts";
import { belongsTo, creates } from "./kinds.ts";
import type { Intent, Moment } from "./make.ts";
import { append, type Saving } from "./save.ts";

/** The records touched; null = it can't be undone. */
export async function takeBack({ db, env, rules }: Saving, id: string): Promise<ReadonlySet<string> | null> {
  const moment: Moment = { wallMs: env.now(), random: env.random(16), rules };
  return db.write(["meta", "outbox", "sent"], async (tx) => {
    const { offered } = await readPosition(tx);
    const waiting = await tx.objectStore("outbox").index("id").get(id);
    if (waiting && waiting.order > offered) return takeOut(tx, waiting);
    const row = waiting ?? (await tx.objectStore("sent").index("id").get(id));
    const reverse = row ? reverseOf(row) : null;
    if (reverse === null) return null;
    await append(tx, reverse, moment);
    return new Set([reverse.record]);
  });
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

function reverseOf({ mutation, inverse }: OutboxRow | SentRow): Intent | null {
  const { kind, record } = mutation;
  if (kind === "lead" && creates(mutation)) return { kind, record, delete: true };
  return inverse ? { kind, record, patch: inverse } : null;
}
