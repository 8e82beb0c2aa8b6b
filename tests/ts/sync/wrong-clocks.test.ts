// A phone whose clock is wrong, or is set while the app is in use, loses nothing and wins nothing by it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { aLead, aPhone, aShowroom, contents, pushes, reopened } from "../support/phones.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
const YEAR = 365 * DAY;

for (const [what, skew] of [["a year ahead", YEAR], ["a year behind", -YEAR], ["61 s behind", -61_000], ["set to 1970", -56 * YEAR]] as const) {
  test(`paired with its clock ${what}, a phone stamps with the server's time from the first lead on`, async () => {
    const room = aShowroom();
    const held = await aPhone(room, "wang", (handset) => (handset.skew = skew));
    const { id } = await held.phone.createLead(aLead());
    await room.world.until(() => room.server.applied === 1);
    const [push] = pushes(held.handset) as unknown as { client_now: string; mutations: { hlc: string; stamp?: string }[] }[];
    assert.ok(Math.abs(Date.parse(push!.client_now) - room.world.now) < MINUTE);
    assert.ok(Math.abs(Date.parse(push!.mutations[0]!.hlc.slice(0, 24)) - room.world.now) < MINUTE);
    assert.equal(push!.mutations[0]!.stamp, undefined);
    assert.ok(Math.abs(held.phone.sync.value.clockErrorMs - skew) < MINUTE);
    const captured = Date.parse(String(room.server.records.get(id)!.fields["captured_at"]));
    assert.ok(Math.abs(captured - room.world.now - skew) < MINUTE, "people see the phone's own time, as it was");
  });
}

for (const [what, step] of [["a year forward", YEAR], ["a year back", -YEAR], ["an hour back", -60 * MINUTE]] as const) {
  test(`the clock is set ${what} while leads are logged with no signal: each counts at its true time, in order`, async () => {
    const room = aShowroom();
    const held = await aPhone(room, "wang");
    held.handset.always = "cut";
    const { id } = await held.phone.createLead(aLead({ note: "one" }));
    await room.world.pass(10 * MINUTE);
    held.handset.skew = step;
    await held.phone.patch("lead", id, { note: "two" });
    await room.world.pass(10 * MINUTE);
    const third = room.world.now;
    await held.phone.patch("lead", id, { note: "three" });
    await room.world.pass(3 * DAY);
    held.handset.always = null;
    await room.world.until(() => held.phone.sync.value.unsent === 0);
    const record = room.server.records.get(id)!;
    assert.equal(record.fields["note"], "three");
    assert.ok(Math.abs(Date.parse(record.stamps["note"]!.slice(0, 24)) - third) < 2 * MINUTE, record.stamps["note"]);
    await held.phone.syncNow();
    assert.deepEqual(contents(held.phone, "lead"), room.server.view("wang"));
  });
}

test("an edit made while the clock was a year ahead loses against a colleague's later one", async () => {
  const room = aShowroom();
  const [mine, boss] = [await aPhone(room, "wang"), await aPhone(room, "liu")];
  const { id } = await mine.phone.createLead(aLead());
  await room.world.until(() => room.server.applied === 1);
  await boss.phone.syncNow();
  mine.handset.always = "cut";
  mine.handset.skew = YEAR;
  await mine.phone.patch("lead", id, { note: "mine, from the future" });
  await room.world.pass(2 * DAY);
  await boss.phone.patch("lead", id, { note: "the manager's, later" });
  await room.world.until(() => boss.phone.sync.value.unsent === 0);
  mine.handset.always = null;
  await room.world.until(() => mine.phone.sync.value.unsent === 0);
  await mine.phone.syncNow();
  assert.equal(room.server.records.get(id)?.fields["note"], "the manager's, later");
  assert.equal(mine.phone.leads.value[0]?.fields["note"], "the manager's, later");
});

test("a clock a year ahead for one edit, then mended: what was edited two days ago loses against yesterday's", async () => {
  const room = aShowroom();
  const [mine, boss] = [await aPhone(room, "wang"), await aPhone(room, "liu")];
  const { id } = await mine.phone.createLead(aLead());
  await room.world.until(() => room.server.applied === 1);
  await boss.phone.syncNow();
  mine.handset.skew = YEAR;
  await mine.phone.patch("lead", id, { city: "芜湖" });
  await room.world.until(() => mine.phone.sync.value.unsent === 0);
  mine.handset.skew = 0;
  mine.handset.always = "cut";
  await mine.phone.patch("lead", id, { note: "two days ago" });
  await room.world.pass(DAY);
  await boss.phone.patch("lead", id, { note: "yesterday" });
  await room.world.pass(DAY);
  mine.handset.always = null;
  await room.world.until(() => mine.phone.sync.value.unsent === 0);
  assert.equal(room.server.records.get(id)?.fields["note"], "yesterday");
  assert.equal(room.server.records.get(id)?.fields["city"], "芜湖");
});

test("what waits from before a step gets a stamp beside it, and keeps its contents and its order", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.skew = YEAR;
  held.handset.always = "cut";
  const { id } = await held.phone.createLead(aLead());
  await held.phone.patch("lead", id, { note: "a" });
  const made = (await held.phone.outbox()).map(({ mutation }) => mutation);
  held.handset.always = null;
  // The first exchange tells the time; what it carried is answered with an error of its own making.
  held.handset.faults = ["cut"];
  await room.world.pass(2 * DAY);
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  const sent = pushes(held.handset).at(-1)!.mutations;
  assert.deepEqual(sent.map(({ hlc }) => hlc), made.map(({ hlc }) => hlc));
  assert.ok(sent[0]!.stamp! < sent[1]!.stamp!);
  assert.ok(sent[0]!.stamp! < new Date(room.world.now).toISOString());
});

test("a stamp that the server gave is kept beside the mutation and sent with it after a restore", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const restore = room.server.backup();
  held.handset.skew = 2 * 60 * MINUTE;
  const { id } = await held.phone.createLead(aLead());
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  const given = room.server.records.get(id)!.stamps["name"]!;
  assert.ok(Math.abs(Date.parse(given.slice(0, 24)) - room.world.now) < MINUTE);
  restore();
  await room.world.pass(DAY);
  const again = await reopened(held);
  await room.world.until(() => room.server.records.has(id));
  assert.equal(room.server.records.get(id)?.stamps["name"], given);
  await again.phone.syncNow();
  assert.deepEqual(contents(again.phone, "lead"), room.server.view("wang"));
});

test("the server's clock steps back: the later edit still wins, and no pull skips anything", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const { id } = await held.phone.createLead(aLead({ note: "one" }));
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  room.server.skew = -3 * 60 * MINUTE;
  await held.phone.patch("lead", id, { note: "two" });
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  await held.phone.patch("lead", id, { note: "three" });
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  await held.phone.syncNow();
  assert.equal(room.server.records.get(id)?.fields["note"], "three");
  assert.deepEqual(contents(held.phone, "lead"), room.server.view("wang"));
});
