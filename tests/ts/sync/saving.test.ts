import assert from "node:assert/strict";
import { test } from "node:test";
import { aLead, aPhone, aShowroom, names, pushes, reopened } from "../support/phones.ts";

test("a lead logged with the network gone is on the phone after a restart and on the server once it is back", async () => {
  const room = aShowroom();
  let held = await aPhone(room, "wang");
  held.handset.always = "cut";
  const saved = await held.phone.createLead(aLead());
  assert.equal(saved.state, "waiting");
  await room.world.pass(1_000);
  held = await reopened(held);
  assert.deepEqual(names(held.phone.leads.value), ["张伟"]);
  assert.equal(held.phone.sync.value.unsent, 1);
  held.handset.always = null;
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  assert.equal(room.server.records.get(saved.id)?.fields["name"], "张伟");
  assert.equal(held.phone.leads.value[0]?.state, "sent");
  assert.equal(held.phone.leads.value[0]?.fields["owner"], "wang");
});

test("a double tap on save makes one lead", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const id = "0192f000-0000-7000-8000-000000000001";
  const both = await Promise.all([held.phone.createLead(aLead(), { id }), held.phone.createLead(aLead(), { id })]);
  assert.equal(both[0].mutation, both[1].mutation);
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  await held.phone.createLead(aLead(), { id });
  assert.deepEqual([held.phone.leads.value.length, room.server.applied], [1, 1]);
});

test("another creation under the id of one that says something else is refused, and nothing of it is dropped", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const id = "0192aaaa-0000-7000-8000-000000000001";
  await held.phone.createLead(aLead({ name: "徐海波" }), { id, draft: "log" });
  await held.phone.saveDraft("log", "罗佳");
  await assert.rejects(held.phone.createLead(aLead({ name: "罗佳" }), { id, draft: "log" }), { name: "TakenError" });
  assert.equal(await held.phone.draft("log"), "罗佳");
  assert.equal(held.phone.leads.value.length, 1);
});

test("a save uses up its own draft, and leaves the one that another tab is writing under the same name", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const id = "0192aaaa-0000-7000-8000-000000000001";
  await held.phone.saveDraft("log", { id: "another", typed: "罗佳" });
  await held.phone.createLead(aLead(), { id, draft: "log" });
  assert.deepEqual(await held.phone.draft("log"), { id: "another", typed: "罗佳" });
  await held.phone.saveDraft("log", { id, typed: "徐海波" });
  await held.phone.createLead(aLead(), { id, draft: "log" });
  assert.equal(await held.phone.draft("log"), undefined);
});

test("a lead carries its local time of capture, a source, additions for its sets, and nothing that is empty", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.always = "cut";
  const lead = await held.phone.createLead({ no_contact: true, models: ["tiggo-8"], tags: [], note: undefined, city: null });
  const [entry] = await held.phone.outbox();
  assert.deepEqual(entry?.mutation.patch, {
    captured_at: "2026-11-24T16:00:00.000+08:00",
    source: "walk_in",
    no_contact: true,
    models: { add: ["tiggo-8"] },
  });
  assert.deepEqual([lead.fields["owner"], lead.fields["dealer"], lead.fields["models"]], ["wang", "D01", ["tiggo-8"]]);
  assert.equal((await held.phone.createLead({ no_contact: true, event: "auto-show-2026" })).fields["source"], "event");
  assert.match(lead.id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("a list given for a set field is sent as what to add and to remove", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const { id } = await held.phone.createLead(aLead({ models: ["tiggo-8", "arrizo-8"] }));
  held.handset.always = "cut";
  await held.phone.patch("lead", id, { models: ["arrizo-8", "exeed-rx"] });
  const sent = (await held.phone.outbox()).at(-1)?.mutation.patch;
  assert.deepEqual(sent, { models: { add: ["exeed-rx"], remove: ["tiggo-8"] } });
  await assert.rejects(held.phone.patch("lead", id, { models: ["arrizo-8", "exeed-rx"] }), { kind: "invalid" });
  await assert.rejects(held.phone.patch("lead", id, { models: null }), { kind: "invalid" });
});

test("a change of over 64 KiB is refused before it is queued, and what is written once cannot be patched", async () => {
  const held = await aPhone(aShowroom(), "wang");
  await assert.rejects(held.phone.createLead(aLead({ note: "潜".repeat(22_000) })), { kind: "invalid" });
  await assert.rejects(held.phone.patch("activity", "a", { text: "t" }), { kind: "invalid" });
  assert.deepEqual(await held.phone.outbox(), []);
});

test("rare characters, direction marks, formula starts and a lone surrogate are kept as typed", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.always = "cut";
  for (const note of ["𠮷野家", "\u202eabc\u202c", "=SUM(A1)", "<script>alert(1)</script>", "😀", "\ud800", "a\u0000b"]) {
    const { id } = await held.phone.createLead(aLead({ note }));
    await held.phone.patch("lead", id, { note: `${note}!` });
    assert.equal(held.phone.leads.value.find((lead) => lead.id === id)?.fields["note"], `${note}!`);
  }
  held.handset.always = null;
  await room.world.until(() => held.phone.sync.value.unsent === 0);
});

test("undo takes an unsent lead back whole, with what was written on it", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  // Busy, so that nothing leaves.
  held.handset.always = { status: 503, body: { code: "busy" }, headers: { "Retry-After": "600" } };
  await held.phone.syncNow();
  const lead = await held.phone.createLead(aLead());
  await held.phone.create("activity", { lead: lead.id, type: "call" });
  assert.ok(await held.phone.undo(lead.mutation));
  assert.deepEqual([held.phone.leads.value, await held.phone.outbox()], [[], []]);
  held.handset.always = null;
  await held.phone.syncNow();
  assert.equal(room.server.applied, 0);
});

test("undo of a lead that may have left deletes it; it never comes back", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.faults = ["lost answer"];
  const lead = await held.phone.createLead(aLead());
  await room.world.until(() => room.server.applied === 1);
  assert.ok(await held.phone.undo(lead.mutation));
  assert.deepEqual(held.phone.leads.value, []);
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  await held.phone.syncNow();
  assert.deepEqual(held.phone.leads.value, []);
  assert.ok(room.server.records.get(lead.id)?.isDeleted);
});

test("undo of an edit that was sent puts the former values back", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const { id } = await held.phone.createLead(aLead({ note: "old", models: ["tiggo-8"] }));
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  const { mutation } = await held.phone.patch("lead", id, { note: "new", city: "芜湖", models: ["exeed-rx"] });
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  assert.ok(await held.phone.undo(mutation));
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  const { note, city, models } = room.server.records.get(id)!.fields;
  assert.deepEqual([note, city, models], ["old", undefined, ["tiggo-8"]]);
});

test("undo of a contact that was sent corrects it by an empty note: what is written once stays readable", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const { id } = await held.phone.createLead(aLead());
  const call = await held.phone.create("activity", { lead: id, type: "call" });
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  assert.ok(await held.phone.undo(call.mutation));
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  const [note, ...rest] = held.phone.activities(id).value;
  assert.deepEqual([note?.fields["type"], note?.fields["corrects"], note?.state], ["note", call.id, "sent"]);
  assert.deepEqual(rest.map((each) => each.id), [call.id]);
});

test("a contact and the next step agreed in it are saved together, or neither is, and undone together", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const { id } = await held.phone.createLead(aLead({ next_step: { what: "寄资料", on: "2026-11-25" } }));
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  held.handset.always = "cut";
  const step = { what: "来店试驾", on: "2026-11-28" };
  const wrong = { kind: "lead", id, patch: { next_step: { what: "长".repeat(66_000), on: "2026-11-28" } } };
  await assert.rejects(held.phone.create("activity", { lead: id, type: "call" }, { also: wrong }), { name: "SaveError" });
  assert.deepEqual([await held.phone.outbox(), held.phone.activities(id).value], [[], []]);
  const saved = await held.phone.create("activity", { lead: id, type: "call" }, { also: { kind: "lead", id, patch: { next_step: step } } });
  assert.deepEqual([held.phone.leads.value[0]?.fields["next_step"], held.phone.activities(id).value.length], [step, 1]);
  assert.ok(await held.phone.undo(saved.mutation, saved.also!));
  assert.deepEqual(held.phone.leads.value[0]?.fields["next_step"], { what: "寄资料", on: "2026-11-25" });
  held.handset.always = null;
  await room.world.until(() => held.phone.sync.value.unsent === 0);
});

test("a deletion can be taken back for a moment, then it goes by itself", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const { id } = await held.phone.createLead(aLead());
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  const first = await held.phone.remove("lead", id);
  // Another lead leaves meanwhile.
  await held.phone.createLead(aLead());
  await room.world.pass(3_000);
  assert.deepEqual([held.phone.leads.value.length, room.server.applied], [1, 2]);
  assert.ok(await held.phone.undo(first.mutation));
  assert.equal(held.phone.leads.value.length, 2);
  await room.world.pass(60_000);
  assert.equal(room.server.applied, 2);
  await held.phone.remove("lead", id);
  await room.world.pass(10_000);
  assert.ok(room.server.records.get(id)?.isDeleted);
});

test("storage is asked to be kept once a lead is there, and nobody waits for the answer", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  let answer = (_: boolean) => {};
  held.handset.persisting = () => new Promise((resolve) => (answer = resolve));
  await held.phone.createLead(aLead());
  assert.equal(held.phone.sync.value.persisted, null);
  answer(false);
  await room.world.settle();
  assert.equal(held.phone.sync.value.persisted, false);
});

test("changes are sent under the hash of the rules they were judged by", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.always = "cut";
  held.phone.useRules({ build: "old", showUnknownDays: 14 });
  await held.phone.createLead(aLead());
  held.phone.useRules({ build: "new", showUnknownDays: 14 });
  await held.phone.createLead(aLead());
  held.handset.always = null;
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  const hashes = pushes(held.handset).slice(-2).map((body) => (body as unknown as { rules: string }).rules);
  assert.deepEqual(hashes, ["old", "new"]);
  room.server.refer("rules", "rules", { hash: "server" });
  await held.phone.syncNow();
  await held.phone.createLead(aLead());
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  assert.equal((pushes(held.handset).at(-1) as unknown as { rules: string }).rules, "server");
});

test("the sync line counts what waits and since when, and says what the last run did", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.always = "cut";
  const since = new Date(room.world.now).toISOString();
  await held.phone.createLead(aLead());
  await room.world.pass(2 * 3_600_000);
  await held.phone.createLead(aLead());
  await room.world.settle();
  const { unsent, oldest, offline } = held.phone.sync.value;
  assert.deepEqual([unsent, oldest, offline], [2, since, true]);
  assert.ok(held.handset.backgroundSyncs > 0);
  held.handset.always = null;
  held.tab.trigger("online");
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  await room.world.settle();
  const done = held.phone.sync.value;
  assert.deepEqual([done.offline, done.oldest, done.lastResult?.sent], [false, null, 2]);
});
