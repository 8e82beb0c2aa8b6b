// What the server says is gone. Out of view: the record leaves, work on it that waits is still sent and shown to the
// person. Erased: nothing of it stays here.
import type { PhoneWriting } from "../store/meta.ts";
import type { Position } from "../store/rows.ts";
import type { Mutation } from "../store/types.ts";
import { belongsTo } from "./kinds.ts";
import type { Gone } from "./wire.ts";

interface Row {
  record: string;
  mutation: Mutation;
}

/** A record that is gone, with what hangs on it. */
interface Whole {
  id: string;
  ids: ReadonlySet<string>;
}

export async function dropGone(
  tx: PhoneWriting,
  gone: readonly Gone[],
  position: Position,
  touched: Set<string>,
): Promise<void> {
  for (const { kind, id, why } of gone) {
    const hanging = kind === "lead" ? await tx.objectStore("records").index("lead").getAllKeys(id) : [];
    const whole = { id, ids: new Set([id, ...hanging]) };
    for (const each of whole.ids) {
      await tx.objectStore("records").delete(each);
      touched.add(each);
    }
    if (why === "erased") await erase(tx, whole, touched);
    else await loseSight(tx, whole, position, touched);
  }
}

function isOf(row: Row, { id, ids }: Whole): boolean {
  return ids.has(row.record) || belongsTo(row.mutation, id);
}

async function loseSight(tx: PhoneWriting, whole: Whole, position: Position, touched: Set<string>): Promise<void> {
  const [outbox, sent] = [tx.objectStore("outbox"), tx.objectStore("sent")];
  for (const row of await outbox.getAll()) {
    if (!isOf(row, whole)) continue;
    await outbox.put({ ...row, lost: true });
    touched.add(row.record);
  }
  // What was just acknowledged must not bring the record back into the lists.
  for (const row of await sent.index("pass").getAll(IDBKeyRange.lowerBound(position.pass))) {
    if (!isOf(row, whole)) continue;
    await sent.put({ ...row, pass: -1 });
    touched.add(row.record);
  }
}

async function erase(tx: PhoneWriting, whole: Whole, touched: Set<string>): Promise<void> {
  const [outbox, sent, attention] = [tx.objectStore("outbox"), tx.objectStore("sent"), tx.objectStore("attention")];
  const of = <R extends Row>(rows: R[]) => rows.filter((row) => isOf(row, whole));
  const [waiting, logged, refused] = [of(await outbox.getAll()), of(await sent.getAll()), of(await attention.getAll())];
  await Promise.all([
    ...waiting.map((row) => outbox.delete(row.order)),
    ...logged.map((row) => sent.delete(row.order)),
    ...refused.map((row) => attention.delete(row.id)),
  ]);
  for (const row of [...waiting, ...logged, ...refused]) touched.add(row.record);
  // A draft that belongs to a record carries the record's id in its key.
  const drafts = tx.objectStore("drafts");
  const keys = (await drafts.getAllKeys()).filter((key) => key.includes(whole.id));
  const attachments = tx.objectStore("attachments");
  const files = await attachments.index("lead").getAllKeys(whole.id);
  await Promise.all([...keys.map((key) => drafts.delete(key)), ...files.map((id) => attachments.delete(id))]);
}
