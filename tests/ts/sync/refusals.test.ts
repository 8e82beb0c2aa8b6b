// What the server refuses waits on the phone, with the reason, for a person.
import assert from "node:assert/strict";
import { test } from "node:test";
import { aLead, aPhone, aShowroom, CONSENT, type Held, names, pushes } from "../support/phones.ts";

async function refused(): Promise<{ room: ReturnType<typeof aShowroom>; held: Held; id: string }> {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const { id } = await held.phone.createLead(aLead({ consent_contact: undefined }));
  await room.world.until(() => held.phone.sync.value.attention === 1);
  return { room, held, id };
}

test("a refused creation stays in the lists, marked, and can be mended: new id, same stamp, same place", async () => {
  const { room, held, id } = await refused();
  const [entry] = await held.phone.attention();
  assert.deepEqual([entry?.problem.code, entry?.why, entry?.creates], ["consent_missing", "refused", true]);
  assert.deepEqual([held.phone.leads.value[0]?.state, names(held.phone.leads.value)[0]], ["attention", "张伟"]);
  await held.phone.mend(entry!.id, { ...entry!.mutation.patch, consent_contact: CONSENT });
  await room.world.until(() => held.phone.leads.value[0]?.state === "sent");
  const sent = pushes(held.handset).at(-1)!.mutations[0]!;
  assert.notEqual(sent.id, entry!.id);
  assert.deepEqual([sent.record, sent.hlc], [id, entry!.mutation.hlc]);
  assert.equal(held.phone.sync.value.attention, 0);
});

test("what needs a person is listed in the order in which it was saved, also within one millisecond", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.always = "cut";
  const made = [];
  for (let each = 0; each < 8; each++) made.push((await held.phone.createLead(aLead({ mobile: `${each}` }))).id);
  held.handset.always = null;
  await room.world.until(() => held.phone.sync.value.attention === 8);
  assert.deepEqual((await held.phone.attention()).map(({ mutation }) => mutation.record), made);
});

test("while a creation waits for a person, later changes of its record wait with it, unsent and not counted", async () => {
  const { room, held, id } = await refused();
  await held.phone.patch("lead", id, { city: "芜湖" });
  await held.phone.create("activity", { lead: id, type: "call" });
  await room.world.pass(600_000);
  assert.equal(held.phone.sync.value.unsent, 0);
  assert.deepEqual((await held.phone.outbox()).map((entry) => entry.held), [true, true]);
  assert.equal(pushes(held.handset).flatMap(({ mutations }) => mutations).length, 1);
  assert.equal(held.phone.leads.value[0]?.fields["city"], "芜湖");
  assert.equal(held.phone.activities(id).value.length, 1);
  const [entry] = await held.phone.attention();
  await held.phone.mend(entry!.id, { ...entry!.mutation.patch, consent_contact: CONSENT });
  await room.world.until(() => room.server.applied === 3);
  assert.equal(room.server.records.get(id)?.fields["city"], "芜湖");
});

test("edits sent in one batch with a creation that is refused are not lost", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.always = "cut";
  const { id } = await held.phone.createLead(aLead({ mobile: "123" }));
  await held.phone.patch("lead", id, { city: "芜湖" });
  held.handset.always = null;
  await room.world.until(() => held.phone.sync.value.attention === 1);
  await room.world.pass(600_000);
  assert.equal(held.phone.sync.value.unsent, 0);
  const [entry] = await held.phone.attention();
  await held.phone.mend(entry!.id, { ...entry!.mutation.patch, mobile: "13800138000" });
  await room.world.until(() => room.server.records.get(id)?.fields["city"] === "芜湖");
});

test("of a refused edit the server's value is shown and the refused one beside it", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const { id } = await held.phone.createLead(aLead());
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  await held.phone.patch("lead", id, { mobile: "1" });
  assert.equal(held.phone.leads.value[0]?.fields["mobile"], "1");
  await room.world.until(() => held.phone.sync.value.attention === 1);
  const [lead] = held.phone.leads.value;
  assert.deepEqual([lead?.fields["mobile"], lead?.state], ["13800138000", "attention"]);
  assert.deepEqual(lead?.refused?.map((entry) => entry.mutation.patch), [{ mobile: "1" }]);
  await held.phone.patch("lead", id, { note: "n" });
  await room.world.until(() => room.server.records.get(id)?.fields["note"] === "n");
});

test("a refused change can be sent again, or dropped with what waits on it", async () => {
  const { room, held, id } = await refused();
  await held.phone.patch("lead", id, { city: "芜湖" });
  const [entry] = await held.phone.attention();
  await held.phone.sendAgain(entry!.id);
  await room.world.until(() => pushes(held.handset).length >= 2 && held.phone.sync.value.attention === 1);
  await held.phone.drop(entry!.id);
  assert.deepEqual(held.phone.leads.value, []);
  assert.deepEqual(await held.phone.outbox(), []);
  await room.world.pass(600_000);
  assert.equal(room.server.applied, 0);
});

test("an edit that arrives before its lead waits, goes again after each pull that brought something, and is applied", async () => {
  const room = aShowroom();
  const [boss, held] = [await aPhone(room, "liu"), await aPhone(room, "wang")];
  const { id } = await held.phone.createLead(aLead());
  await room.world.until(() => room.server.applied === 1);
  await boss.phone.syncNow();
  room.server.records.clear();
  room.server.mutations.clear();
  await boss.phone.patch("lead", id, { note: "by the manager" });
  await room.world.until(async () => (await boss.phone.outbox())[0]?.problem !== undefined);
  assert.deepEqual([boss.phone.sync.value.unsent, boss.phone.sync.value.attention], [1, 0]);
  assert.equal((await boss.phone.outbox())[0]?.problem?.code, "unknown_record");
  const before = pushes(boss.handset).length;
  await boss.phone.syncNow();
  await boss.phone.syncNow();
  assert.equal(pushes(boss.handset).length, before, "nothing came, so nothing is tried again");
  room.server.epoch = "restored";
  await held.phone.syncNow();
  assert.ok(room.server.records.has(id), "the creator's phone brings the lead back");
  await boss.phone.syncNow();
  assert.equal(room.server.records.get(id)?.fields["note"], "by the manager");
  assert.equal(boss.phone.sync.value.unsent, 0);
});

test("what the server has not known for 14 days is shown to a person and goes on waiting", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.phone.useRules({ build: null, showUnknownDays: 14 });
  await held.phone.create("activity", { lead: "0192f000-0000-7000-8000-00000000dead", type: "call" });
  await room.world.until(() => held.phone.sync.value.lastResult?.sent === 1);
  await room.world.pass(13 * 86_400_000);
  await held.phone.syncNow();
  assert.equal(held.phone.sync.value.attention, 0);
  await room.world.pass(2 * 86_400_000);
  await held.phone.syncNow();
  assert.equal(held.phone.sync.value.attention, 1);
  const [entry] = await held.phone.attention();
  assert.deepEqual([entry?.why, entry?.problem.code], ["unknown", "unknown_record"]);
  assert.equal((await held.phone.outbox()).length, 1);
  await held.phone.drop(entry!.id);
  assert.deepEqual([held.phone.sync.value.attention, (await held.phone.outbox()).length], [0, 0]);
});

test("an erased person is forgotten here too: records, queue, sent log, drafts", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const { id } = await held.phone.createLead(aLead());
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  await held.phone.saveDraft(`contact-${id}`, { text: "…" });
  room.server.erase(id);
  held.handset.always = "cut";
  await held.phone.patch("lead", id, { note: "later" });
  await held.phone.create("activity", { lead: id, type: "call", text: "…" });
  held.handset.always = null;
  await held.phone.syncNow();
  assert.deepEqual(held.phone.leads.value, []);
  assert.deepEqual(held.phone.activities(id).value, []);
  assert.equal(await held.phone.draft(`contact-${id}`), undefined);
  assert.deepEqual([held.phone.sync.value.unsent, held.phone.sync.value.attention], [0, 0]);
  const left = await held.phone.db.read(["sent", "outbox", "attention"], async (tx) => [
    ...(await tx.objectStore("sent").getAll()),
    ...(await tx.objectStore("outbox").getAll()),
    ...(await tx.objectStore("attention").getAll()),
  ]);
  assert.deepEqual(left, []);
});

test("a change refused under a wrong clock keeps its true place in time when it is mended days later", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.skew = 10 * 3_600_000;
  const { id } = await held.phone.createLead(aLead({ consent_contact: undefined }));
  const madeMs = room.world.now;
  await room.world.until(() => held.phone.sync.value.attention === 1);
  await room.world.pass(3 * 86_400_000);
  const [entry] = await held.phone.attention();
  await held.phone.mend(entry!.id, { ...entry!.mutation.patch, consent_contact: CONSENT });
  await room.world.until(() => room.server.records.has(id));
  const stamp = room.server.records.get(id)!.stamps["name"]!;
  assert.ok(Math.abs(Date.parse(stamp.slice(0, 24)) - madeMs) < 60_000, stamp);
});
