// Two tabs of one phone: one syncs at a time, each shows what the other did, and a frozen one holds nobody up.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PairedPhone } from "../../../leadpwa/pwa/device/paired-phone.ts";
import { openCurrent } from "../../../leadpwa/pwa/device/phone.ts";
import { aLead, aPhone, aShowroom, type Held, names, pushes } from "../support/phones.ts";

async function secondTab({ handset }: Held): Promise<Held> {
  const tab = handset.tab();
  return { handset, tab, phone: (await openCurrent(tab.environment)) as PairedPhone };
}

for (const hasLocks of [true, false]) {
  const how = hasLocks ? "with Web Locks" : "without Web Locks";

  test(`what one tab saves the other shows, and it is sent once (${how})`, async () => {
    const room = aShowroom();
    const first = await aPhone(room, "wang", (handset) => (handset.hasLocks = hasLocks));
    const second = await secondTab(first);
    await room.world.settle();
    await Promise.all([
      first.phone.createLead(aLead({ name: "甲" })),
      second.phone.createLead(aLead({ name: "乙" })),
    ]);
    await room.world.until(() => first.phone.sync.value.unsent + second.phone.sync.value.unsent === 0);
    await room.world.settle();
    for (const { phone } of [first, second]) {
      assert.deepEqual(names(phone.leads.value), ["乙", "甲"].sort());
      assert.ok(phone.leads.value.every(({ state }) => state === "sent"));
    }
    const sent = pushes(first.handset).flatMap(({ mutations }) => mutations.map(({ id }) => id));
    assert.equal(new Set(sent).size, sent.length, "no change went twice");
    assert.equal(room.server.applied, 2);
  });

  test(`the tab that syncs is frozen: another takes over, and the frozen one does no harm when it wakes (${how})`, async () => {
    const room = aShowroom();
    const first = await aPhone(room, "wang", (handset) => (handset.hasLocks = hasLocks));
    first.handset.faults = ["stall"];
    await first.phone.createLead(aLead({ name: "甲" }));
    await room.world.settle();
    first.tab.isFrozen = true;
    const second = await secondTab(first);
    await second.phone.createLead(aLead({ name: "乙" }));
    await room.world.pass(60_000);
    assert.equal(room.server.applied, 0, "it might only be slow");
    await room.world.pass(120_000);
    assert.equal(second.phone.sync.value.unsent, 0);
    assert.equal(room.server.applied, 2);
    first.tab.thaw();
    await first.phone.syncNow();
    await room.world.pass(60_000);
    assert.deepEqual([room.server.applied, first.phone.sync.value.unsent], [2, 0]);
    assert.deepEqual(names(first.phone.leads.value), names(second.phone.leads.value));
  });
}

test("the phone's clock steps back a year while the syncing tab is frozen: another takes over all the same", async () => {
  const room = aShowroom();
  const first = await aPhone(room, "wang");
  first.handset.faults = ["stall"];
  await first.phone.createLead(aLead());
  await room.world.settle();
  first.tab.isFrozen = true;
  const second = await secondTab(first);
  await room.world.pass(20_000);
  first.handset.skew = -365 * 86_400_000;
  await room.world.pass(180_000);
  assert.deepEqual([second.phone.sync.value.unsent, room.server.applied], [0, 1]);
});

test("a draft saved in one tab is there in the other", async () => {
  const room = aShowroom();
  const first = await aPhone(room, "wang");
  const second = await secondTab(first);
  await first.phone.saveDraft("log", { name: "张" });
  await second.phone.saveDraft("log", { name: "张伟" });
  assert.deepEqual(await first.phone.draft("log"), { name: "张伟" });
});

test("a deletion can be taken back for a moment; the page closed meanwhile, it goes after the next start", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const { id } = await held.phone.createLead(aLead());
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  const first = await held.phone.remove("lead", id);
  assert.deepEqual(held.phone.leads.value, []);
  await room.world.pass(1_000);
  assert.ok(await held.phone.undo(first.mutation));
  assert.deepEqual(names(held.phone.leads.value), ["张伟"]);
  await held.phone.remove("lead", id);
  await room.world.pass(1_000);
  held.tab.kill();
  held.phone.close();
  const again = await secondTab(held);
  await room.world.pass(10_000);
  assert.equal(again.phone.sync.value.unsent, 0);
  assert.ok(room.server.records.get(id)?.isDeleted);
});
