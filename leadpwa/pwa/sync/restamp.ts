// Giving what waits the stamps of the right time, once the phone has learnt that its clock was wrong: what is to be
// sent, and what was refused and may be mended, which keeps its place in time.
import type { PhoneWriting } from "../store/meta.ts";
import type { Clock } from "../store/rows.ts";
import { stampMs, stampsFor } from "./clock.ts";

/** The clock after it: its next stamp comes after every one given here. */
export async function restampWaiting(
  tx: PhoneWriting,
  clock: Clock,
  { nowMs, touched }: { nowMs: number; touched: Set<string> },
): Promise<Clock> {
  const outbox = tx.objectStore("outbox");
  const attention = tx.objectStore("attention");
  const rows = [...(await outbox.getAll()), ...(await attention.getAll())].sort((a, b) => a.order - b.order);
  const waiting = rows.map((row) => ({ ...row, hlc: row.mutation.hlc }));
  const stamps = stampsFor(waiting, { errorMs: clock.errorMs ?? 0, nowMs }, clock.node);
  let last = clock.last;
  await Promise.all(
    rows.map(async (row, at) => {
      const stamp = stamps[at] ?? undefined;
      const counts = stamp ?? row.mutation.hlc;
      if (counts > last) last = counts;
      if (stamp === row.stamp) return;
      const { stamp: _, ...plain } = row;
      // "Oldest 2 h" counts by the right time, too.
      const right = stamp === undefined ? plain : { ...plain, stamp, madeMs: stampMs(stamp) };
      await ("why" in right ? attention.put(right) : outbox.put(right));
      touched.add(row.record);
    }),
  );
  return { ...clock, last };
}
