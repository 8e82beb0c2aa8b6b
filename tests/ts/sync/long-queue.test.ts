// A motor show's worth of leads on a line that is cut every three seconds.
import assert from "node:assert/strict";
import { test } from "node:test";
import { append } from "../../../leadpwa/pwa/sync/save.ts";
import { aLead, aPhone, aShowroom, type Held, reopened, type Showroom } from "../support/phones.ts";

const LEADS = 10_000;
const CUT_EVERY_MS = 3_000;

test("10,000 leads queued, the line cut every 3 s: all arrive, once", async () => {
  const room = aShowroom(31);
  let held = await aPhone(room, "wang");
  held.handset.always = "cut";
  await queue(room, held, LEADS);
  held = await reopened(held);
  assert.equal(held.phone.sync.value.unsent, LEADS);
  const cuts = cutEvery(room, held);
  held.handset.always = null;
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  assert.equal(room.server.records.size, LEADS);
  assert.equal(room.server.applied, LEADS);
  assert.equal(held.phone.leads.value.length, LEADS);
  assert.ok(held.phone.leads.value.every(({ state }) => state === "sent"));
  assert.ok(cuts() > 3, `cut ${cuts()} times`);
});

/** Many at once, as the form would have made them one by one. */
async function queue({ world }: Showroom, { phone, tab }: Held, count: number): Promise<void> {
  const { random } = tab.environment;
  for (let from = 0; from < count; from += 1_000) {
    await phone.db.write(["meta", "outbox"], async (tx) => {
      for (let each = from; each < from + 1_000; each++) {
        const { id, ...patch } = { id: `lead-${each}`, ...aLead({ name: `客户${each}` }), captured_at: "2026-11-24T16:00:00+08:00" };
        const moment = { wallMs: world.now + each, random: random(16), rules: null };
        await append(tx, { kind: "lead", record: id, patch }, moment);
      }
    });
  }
}

/** Requests take time by their size; one under way at a cut fails, before it arrives or after. Answers how many did. */
function cutEvery({ world }: Showroom, { handset }: Held): () => number {
  const { fetch } = handset;
  let cuts = 0;
  handset.fetch = async function (url, init) {
    const lastsMs = 150 + String(init.body).length / 50;
    const untilCutMs = world.random() * CUT_EVERY_MS;
    const isCut = lastsMs > untilCutMs;
    await new Promise<void>((go) => void world.timer(Math.min(lastsMs, untilCutMs), go));
    if (isCut) {
      cuts += 1;
      this.faults.unshift(world.random() < 0.5 ? "cut" : "lost answer");
    }
    return fetch.call(this, url, init);
  };
  return () => cuts;
}
