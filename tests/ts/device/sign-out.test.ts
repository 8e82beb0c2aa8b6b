import assert from "node:assert/strict";
import { test } from "node:test";
import type { PairedPhone } from "../../../leadpwa/pwa/device/paired-phone.ts";
import { openCurrent } from "../../../leadpwa/pwa/device/phone.ts";
import { SaveError, SignOutError } from "../../../leadpwa/pwa/store/types.ts";
import { aLead, aPhone, aShowroom, pairOn } from "../support/phones.ts";

test("signing out sends what waits first, then nothing of the user is left on the phone", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  await held.phone.createLead(aLead());
  await held.phone.signOut({ discard: false });
  assert.equal(room.server.applied, 1);
  assert.equal(await openCurrent(held.handset.tab().environment), null);
  const left = (await held.handset.factory.databases()).map(({ name }) => name);
  assert.deepEqual(left, ["leadpwa-device"]);
  assert.deepEqual([...held.handset.words], []);
  const other = await pairOn(held.handset, room.server.invite("he"));
  assert.deepEqual(other.phone.leads.value, []);
});

test("with unsent work and no line signing out is refused, and everything stays", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.always = "cut";
  await held.phone.createLead(aLead());
  await assert.rejects(held.phone.signOut({ discard: false }), new SignOutError(1));
  assert.equal(held.phone.leads.value.length, 1);
  held.handset.always = null;
  await held.phone.syncNow();
  assert.equal(room.server.applied, 1);
});

test("what was refused counts as unsent too", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  room.server.refuse = () => "mobile_invalid";
  await held.phone.createLead(aLead());
  await held.phone.syncNow();
  assert.equal(held.phone.sync.value.unsent, 0);
  await assert.rejects(held.phone.signOut({ discard: false }), new SignOutError(1));
});

test("work saved by another tab while this one signs out is never lost silently", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const second = (await openCurrent(held.handset.tab().environment)) as PairedPhone;
  await room.world.settle();
  held.handset.always = "cut";
  const [left, saved] = await Promise.allSettled([
    held.phone.signOut({ discard: false }),
    second.createLead(aLead()),
  ]);
  const isKept = left.status === "rejected" && left.reason instanceof SignOutError && saved.status === "fulfilled";
  const isTold = left.status === "fulfilled" && saved.status === "rejected" && saved.reason instanceof SaveError;
  assert.ok(isKept || isTold, JSON.stringify([left.status, saved.status]));
});

test("the person typed that the work may go: it goes, and other tabs show nothing any more", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const tab = held.handset.tab();
  const second = (await openCurrent(tab.environment)) as PairedPhone;
  await room.world.settle();
  held.handset.always = "cut";
  await held.phone.createLead(aLead());
  await held.phone.signOut({ discard: true });
  await room.world.settle();
  assert.ok(tab.hasLeft);
  await assert.rejects(second.createLead(aLead()), SaveError);
  assert.equal(await openCurrent(held.handset.tab().environment), null);
});

test("a tab that sleeps does not hold up signing out", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  // A connection that nobody closes when the browser asks for it.
  const asleep = await new Promise<IDBDatabase>((done) => {
    const request = held.handset.factory.open(held.phone.db.name);
    request.onsuccess = () => done(request.result);
  });
  await held.phone.signOut({ discard: false });
  assert.equal(await openCurrent(held.handset.tab().environment), null);
  asleep.close();
});
