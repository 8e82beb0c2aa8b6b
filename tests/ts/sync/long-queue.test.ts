// A season's work on a line that hardly holds.
import assert from "node:assert/strict";
import { test } from "node:test";
import { aLead, aPhone, aShowroom, reopened } from "../support/phones.ts";

const LEADS = 500;
/** The line is cut after this, ms, and carries so many bytes a second. */
const CUT_AFTER_MS = 3_000;
const BYTES_A_SECOND = 8_000;

test("a long queue on a line that is cut every three seconds gets through, each lead once", { timeout: 300_000 }, async () => {
  const room = aShowroom();
  let held = await aPhone(room, "wang");
  held.handset.always = "cut";
  for (let each = 0; each < LEADS; each++) await held.phone.createLead(aLead({ name: `客户${each}` }));
  held = await reopened(held);
  assert.equal(held.phone.sync.value.unsent, LEADS, "the queue outlives the page");
  held.handset.always = null;
  let upSince = room.world.now;
  const { fetch } = held.handset;
  held.handset.fetch = async function (url, init) {
    const takesMs = (1000 * String(init.body).length) / BYTES_A_SECOND;
    const leftMs = CUT_AFTER_MS - ((room.world.now - upSince) % CUT_AFTER_MS);
    await new Promise<void>((go) => room.world.timer(Math.min(takesMs, leftMs), go));
    if (takesMs > leftMs) {
      upSince = room.world.now;
      throw new TypeError("Failed to fetch");
    }
    return fetch.call(this, url, init);
  };
  for (let hour = 0; hour < 24 && held.phone.sync.value.unsent > 0; hour++) await room.world.pass(3_600_000);
  assert.equal(held.phone.sync.value.unsent, 0);
  assert.equal(room.server.applied, LEADS);
  assert.equal(held.phone.leads.value.length, LEADS);
  assert.equal(held.phone.sync.value.attention, 0);
});
