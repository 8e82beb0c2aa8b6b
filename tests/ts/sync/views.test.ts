// What a phone shows while the server's view of it changes: hand-overs, restores, long first pulls.
import assert from "node:assert/strict";
import { test } from "node:test";
import { effect } from "@preact/signals";
import type { PairedPhone } from "../../../leadpwa/pwa/device/paired-phone.ts";
import { pair } from "../../../leadpwa/pwa/device/phone.ts";
import { aLead, aPhone, aShowroom, contents, type Held, names, reopened } from "../support/phones.ts";
import { Handset } from "../support/world.ts";

test("a lead logged and acknowledged while the first pull is on its first page never leaves the list", async () => {
  const room = aShowroom();
  for (let each = 0; each < 1_200; each++) {
    room.server.change("lead", `old-${each}`, { ...aLead({ name: `旧${each}` }), captured_at: "x" }, "wang");
  }
  room.server.page = 100;
  const handset = new Handset(room.world);
  const tab = handset.tab();
  const phone = await pair(room.server.invite("wang"), "phone", { env: tab.environment });
  const saved = await phone.createLead(aLead({ name: "新" }));
  const missing: number[] = [];
  const stop = effect(() => {
    const { length } = phone.leads.value;
    if (!phone.leads.value.some(({ id }) => id === saved.id)) missing.push(length);
  });
  await room.world.until(() => phone.leads.value.length === 1_201);
  stop();
  assert.deepEqual(missing, []);
  assert.equal(room.server.applied, 1_201);
});

test("a lead that is handed on leaves the phone with what hangs on it; unsent work on it is shown, sent and counted", async () => {
  const room = aShowroom();
  const [mine, theirs] = [await aPhone(room, "wang"), await aPhone(room, "he")];
  const { id } = await mine.phone.createLead(aLead());
  await mine.phone.create("activity", { lead: id, type: "call" });
  await room.world.until(() => room.server.applied === 2);
  mine.handset.always = "cut";
  await mine.phone.patch("lead", id, { note: "before the hand-over" });
  await room.world.pass(60_000);
  room.server.handOn(id, "he");
  mine.handset.always = null;
  mine.handset.faults = ["lost answer"];
  await room.world.until(() => room.server.records.get(id)?.fields["note"] === "before the hand-over");
  assert.equal(mine.phone.sync.value.unsent, 1, "its answer was lost");
  await mine.phone.syncNow();
  assert.deepEqual([mine.phone.leads.value, mine.phone.activities(id).value], [[], []]);
  assert.deepEqual([mine.phone.sync.value.unsent, mine.phone.sync.value.attention], [0, 0]);
  assert.equal(room.server.applied, 3, "the second time it was a duplicate");
  await theirs.phone.syncNow();
  assert.deepEqual(names(theirs.phone.leads.value), ["张伟"]);
  assert.equal(theirs.phone.activities(id).value.length, 1);
});

test("on a hand-over the person is shown what is still unsent of the lead", async () => {
  const room = aShowroom();
  const mine = await aPhone(room, "wang");
  const { id } = await mine.phone.createLead(aLead());
  await room.world.until(() => room.server.applied === 1);
  room.server.handOn(id, "he");
  await room.world.pass(1_000);
  await mine.phone.patch("lead", id, { note: "after the hand-over" });
  await room.world.until(() => mine.phone.sync.value.attention === 1);
  const [entry] = await mine.phone.attention();
  assert.deepEqual([entry?.why, entry?.mutation.patch], ["lost", { note: "after the hand-over" }]);
  assert.deepEqual(mine.phone.leads.value, [], "an edit alone makes no lead");
});

test("a lead lost and regained between two pulls is there", async () => {
  const room = aShowroom();
  const mine = await aPhone(room, "wang");
  const { id } = await mine.phone.createLead(aLead());
  await room.world.until(() => room.server.applied === 1);
  await mine.phone.syncNow();
  room.server.handOn(id, "he");
  room.server.handOn(id, "wang");
  await mine.phone.syncNow();
  assert.deepEqual(names(mine.phone.leads.value), ["张伟"]);
});

test("moved to another dealer: the old dealer's records are hidden at once and gone in the end; unsent work still counts", async () => {
  const room = aShowroom();
  const mine = await aPhone(room, "wang");
  const first = await mine.phone.createLead(aLead({ name: "旧店" }));
  await room.world.until(() => room.server.applied === 1);
  mine.handset.always = "cut";
  await mine.phone.createLead(aLead({ name: "未发" }));
  await room.world.pass(1_000);
  Object.assign(room.server.users.get("wang")!, { dealer: "D02", view: 1 });
  mine.handset.always = null;
  // The refusal comes, then the line is cut again: nothing of the old dealer is to be seen meanwhile.
  mine.handset.faults = [{ status: 409, body: { code: "view_changed" } }, "cut"];
  await mine.phone.syncNow();
  assert.deepEqual(names(mine.phone.leads.value), ["未发"]);
  assert.equal(mine.phone.sync.value.resyncing, false);
  await room.world.until(() => mine.phone.sync.value.unsent === 0);
  const kept = await mine.phone.db.read(["records"], (tx) => tx.objectStore("records").getAllKeys());
  assert.ok(!kept.includes(first.id));
  assert.deepEqual(names(mine.phone.leads.value), ["未发"]);
});

test("restored from a backup: old records stay readable, and phones send again what the backup lacks", async () => {
  const room = aShowroom();
  const mine = await aPhone(room, "wang");
  await mine.phone.createLead(aLead({ name: "备份前" }));
  await room.world.until(() => room.server.applied === 1);
  const restore = room.server.backup();
  const late = await mine.phone.createLead(aLead({ name: "备份后" }));
  await mine.phone.patch("lead", late.id, { city: "芜湖" });
  await room.world.until(() => room.server.applied === 3);
  const stamps = { ...room.server.records.get(late.id)!.stamps };
  restore();
  mine.handset.faults = [{ status: 409, body: { code: "resync" } }, "cut"];
  await mine.phone.syncNow();
  assert.deepEqual(names(mine.phone.leads.value), ["备份前", "备份后"].sort());
  assert.ok(mine.phone.sync.value.resyncing);
  await room.world.until(() => mine.phone.sync.value.unsent === 0 && !mine.phone.sync.value.resyncing);
  assert.deepEqual(room.server.records.get(late.id)?.stamps, stamps, "under the stamps that they had");
  assert.deepEqual(contents(mine.phone, "lead"), room.server.view("wang"));
});

test("what was sent more than 90 days ago is not sent again", async () => {
  const room = aShowroom();
  const mine = await aPhone(room, "wang");
  const { id } = await mine.phone.createLead(aLead());
  await room.world.until(() => room.server.applied === 1);
  await room.world.pass(91 * 86_400_000);
  room.server.epoch = "other";
  mine.handset.requests.length = 0;
  await mine.phone.syncNow();
  assert.deepEqual(names(mine.phone.leads.value), ["张伟"]);
  assert.ok(!JSON.stringify(mine.handset.requests).includes(id));
});

test("killed in the middle of a pull, the cursor is never ahead of the data", async () => {
  const room = aShowroom();
  for (let each = 0; each < 60; each++) {
    room.server.change("lead", `old-${each}`, { ...aLead(), captured_at: "x" }, "wang");
  }
  room.server.page = 7;
  const handset = new Handset(room.world);
  const tab = handset.tab();
  const phone = (await pair(room.server.invite("wang"), "phone", { env: tab.environment })) as PairedPhone;
  let held: Held = { handset, tab, phone };
  for (let kill = 0; kill < 12; kill++) {
    void held.phone.syncNow();
    for (let turn = 0; turn < kill * 3; turn++) await new Promise((go) => setImmediate(go));
    held = await reopened(held);
  }
  await room.world.until(() => held.phone.leads.value.length === 60);
});

test("an activity that comes before its lead is kept and shows with it", async () => {
  const room = aShowroom();
  const mine = await aPhone(room, "wang");
  room.server.change("lead", "l1", { ...aLead(), captured_at: "x" }, "wang");
  room.server.change("activity", "a1", { lead: "l1", type: "call" }, "wang");
  const lead = room.server.records.get("l1")!;
  lead.seq = ++room.server.seq;
  room.server.page = 1;
  await mine.phone.syncNow();
  assert.equal(mine.phone.activities("l1").value.length, 1);
  assert.equal(mine.phone.leads.value.length, 1);
});
