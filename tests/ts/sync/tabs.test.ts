// Several tabs of one phone: one syncs at a time, all show the same, and a frozen one holds nobody up.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PairedPhone } from "../../../leadpwa/pwa/device/paired-phone.ts";
import { openCurrent } from "../../../leadpwa/pwa/device/phone.ts";
import { aLead, aPhone, aShowroom, type Held, names, pushes } from "../support/phones.ts";
import type { Handset } from "../support/world.ts";

async function anotherTab({ handset }: Held): Promise<Held> {
  const tab = handset.tab();
  return { handset, tab, phone: (await openCurrent(tab.environment)) as PairedPhone };
}

for (const [what, before] of [
  ["with Web Locks", () => {}],
  ["without Web Locks", (handset: Handset) => (handset.hasLocks = false)],
] as const) {
  test(`a lead saved in one tab shows in the other, and is sent once (${what})`, async () => {
    const room = aShowroom();
    const one = await aPhone(room, "wang", before);
    const two = await anotherTab(one);
    await room.world.settle();
    await Promise.all([
      one.phone.createLead(aLead({ name: "甲" })),
      two.phone.createLead(aLead({ name: "乙" })),
    ]);
    await room.world.until(() => one.phone.sync.value.unsent === 0 && two.phone.sync.value.unsent === 0);
    assert.deepEqual(names(one.phone.leads.value), names(two.phone.leads.value));
    assert.equal(one.phone.leads.value.length, 2);
    assert.ok([...one.phone.leads.value, ...two.phone.leads.value].every(({ state }) => state === "sent"));
    assert.equal(pushes(one.handset).flatMap(({ mutations }) => mutations).length, 2);
  });

  test(`the tab that syncs is frozen: another takes over, and the late answer does no harm (${what})`, async () => {
    const room = aShowroom();
    const one = await aPhone(room, "wang", before);
    const two = await anotherTab(one);
    await room.world.settle();
    const late = holdNextAnswer(one.handset);
    const { id } = await one.phone.createLead(aLead({ note: "one" }));
    await room.world.until(() => late.isHeld());
    one.tab.isFrozen = true;
    await two.phone.patch("lead", id, { note: "two" });
    await room.world.until(() => two.phone.sync.value.unsent === 0, "the other tab never took over");
    assert.equal(room.server.applied, 2);
    room.server.change("lead", id, { note: "three" }, "liu");
    await two.phone.syncNow();
    one.tab.thaw();
    late.release();
    await room.world.until(() => !one.phone.sync.value.running);
    await one.phone.syncNow();
    await room.world.settle();
    for (const { phone } of [one, two]) {
      assert.equal(phone.leads.value[0]?.fields["note"], "three");
      assert.equal(phone.leads.value[0]?.state, "sent");
    }
    assert.equal(room.server.applied, 3);
  });
}

test("two tabs mend the same refused change at once: one mended change is sent", async () => {
  const room = aShowroom();
  const one = await aPhone(room, "wang");
  const two = await anotherTab(one);
  await one.phone.createLead(aLead({ mobile: "1" }));
  await room.world.until(() => one.phone.sync.value.attention === 1 && two.phone.sync.value.attention === 1);
  const [entry] = await one.phone.attention();
  const patch = { ...entry!.mutation.patch, mobile: "13800138000" };
  await Promise.all([one.phone.mend(entry!.id, patch), two.phone.mend(entry!.id, patch)]);
  await room.world.until(() => one.phone.sync.value.unsent === 0 && one.phone.sync.value.attention === 0);
  assert.equal(room.server.applied, 1);
});

test("a draft open in two tabs: the later save of it stays", async () => {
  const room = aShowroom();
  const one = await aPhone(room, "wang");
  const two = await anotherTab(one);
  await one.phone.saveDraft("log", { name: "张" });
  await two.phone.saveDraft("log", { name: "张伟" });
  assert.deepEqual(await one.phone.draft("log"), { name: "张伟" });
  await two.phone.createLead(aLead(), { draft: "log" });
  assert.equal(await one.phone.draft("log"), undefined, "used up in the same transaction as the save");
});

test("the phone's clock steps back a year while the syncing tab is frozen: another takes over all the same", async () => {
  const room = aShowroom();
  const first = await aPhone(room, "wang");
  first.handset.faults = ["stall"];
  await first.phone.createLead(aLead());
  await room.world.settle();
  first.tab.isFrozen = true;
  const second = await anotherTab(first);
  await room.world.pass(20_000);
  first.handset.skew = -365 * 86_400_000;
  await room.world.pass(180_000);
  assert.deepEqual([second.phone.sync.value.unsent, room.server.applied], [0, 1]);
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
  const again = await anotherTab(held);
  await room.world.pass(10_000);
  assert.equal(again.phone.sync.value.unsent, 0);
  assert.ok(room.server.records.get(id)?.isDeleted);
});

/** Keeps the server's next answer to a push back until it is released. */
function holdNextAnswer(handset: Handset): { isHeld: () => boolean; release: () => void } {
  const { fetch } = handset;
  let [isHeld, release] = [false, () => {}];
  handset.fetch = async function (url, init) {
    const answer = await fetch.call(this, url, init);
    if (isHeld || !String(init.body).includes('"patch"')) return answer;
    isHeld = true;
    await new Promise<void>((go) => (release = go));
    return answer;
  };
  return { isHeld: () => isHeld, release: () => release() };
}
