import assert from "node:assert/strict";
import { test } from "node:test";
import type { PairedPhone } from "../../../leadpwa/pwa/device/paired-phone.ts";
import { openCurrent } from "../../../leadpwa/pwa/device/phone.ts";
import { aLead, aPhone, aShowroom, type Held, names, pairOn, reopened, type Showroom } from "../support/phones.ts";

async function revoked(by: string): Promise<{ room: Showroom; held: Held; sent: string }> {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const sent = await held.phone.createLead(aLead({ name: "已发" }));
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  await held.phone.saveDraft("log", { name: "…" });
  held.handset.always = "cut";
  await held.phone.createLead(aLead({ name: "未发" }));
  await room.world.settle();
  room.server.refuseTokens = { code: "revoked", by };
  held.handset.always = null;
  await held.phone.syncNow();
  assert.deepEqual([held.phone.sync.value.paused, held.phone.sync.value.revokedBy], ["revoked", by]);
  return { room, held, sent: sent.id };
}

test("revoked by the office: everything but work that never left is wiped, and stays so", async () => {
  const { held, sent } = await revoked("office");
  for (const { phone } of [held, await reopened(held)]) {
    assert.deepEqual(names(phone.leads.value), ["未发"]);
  }
  const text = JSON.stringify(
    await held.handset.factory.databases().then(async () => {
      const { phone } = await reopened(held);
      const all = await phone.db.read(["records", "sent", "drafts"], async (tx) => [
        await tx.objectStore("records").getAll(),
        await tx.objectStore("sent").getAll(),
        await tx.objectStore("drafts").getAll(),
      ]);
      return all;
    }),
  );
  assert.equal(text, "[[],[],[]]");
  assert.ok(!text.includes(sent));
});

test("revoked by the office: the other tabs show nothing of it any more, either", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  await held.phone.createLead(aLead());
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  const other = (await openCurrent(held.handset.tab().environment)) as PairedPhone;
  assert.equal(other.leads.value.length, 1);
  room.server.refuseTokens = { code: "revoked", by: "office" };
  await held.phone.syncNow();
  await room.world.settle();
  assert.deepEqual(other.leads.value, []);
});

test("revoked by the user: all stays until the person has exported it and signs out", async () => {
  const { held } = await revoked("user");
  assert.deepEqual(names(held.phone.leads.value), ["已发", "未发"].sort());
  const file = await (await held.phone.exportOutbox()).text();
  assert.match(file, /未发/);
  await held.phone.signOut({ discard: true });
  assert.deepEqual((await held.handset.factory.databases()).map(({ name }) => name), ["leadpwa-device"]);
});

test("a phone that was taken off pairs again under a new id, and its unsent work arrives", async () => {
  const { room, held } = await revoked("office");
  const before = held.phone.identity.device.id;
  held.phone.close();
  room.server.refuseTokens = null;
  const again = await pairOn(held.handset, room.server.invite("wang"));
  assert.notEqual(again.phone.identity.device.id, before);
  await room.world.until(() => again.phone.sync.value.unsent === 0);
  assert.deepEqual(names(again.phone.leads.value), ["已发", "未发"].sort());
  assert.equal(room.server.applied, 2);
});
