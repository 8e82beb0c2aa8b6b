// What a bad line, a captive portal or a strict server must not cost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { aLead, aPhone, aShowroom, type Held, names, pairOn, pushes } from "../support/phones.ts";
import type { Fault } from "../support/world.ts";

async function logged(held: Held, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let each = 0; each < count; each++) ids.push((await held.phone.createLead(aLead({ name: `客户${each}` }))).id);
  return ids;
}

test("an answer lost after the commit and sent again makes one lead", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.faults = ["lost answer", "lost answer"];
  await held.phone.createLead(aLead());
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  assert.equal(room.server.applied, 1);
  assert.equal(pushes(held.handset).length, 3);
  assert.deepEqual(names(held.phone.leads.value), ["张伟"]);
});

const NO_ACKNOWLEDGEMENT: [string, Fault][] = [
  ["a captive portal's page", "portal"],
  ["a captive portal's redirect", "redirect"],
  ["a proxy's page", "bad gateway"],
  ["a truncated answer", "truncated"],
  ["an answer of another service", { status: 200, body: { ok: true } }],
  ["an answer without results", { status: 200, body: { results: null, changes: [], gone: [] } }],
  ["a portal's 401", { status: 401, body: { message: "log in" } }],
  ["a line that stalls", "stall"],
  ["204 and nothing", { status: 202, body: {} }],
];

for (const [what, fault] of NO_ACKNOWLEDGEMENT) {
  test(`${what} is a failure and no acknowledgement, and a timer tries again`, async () => {
    const room = aShowroom();
    const held = await aPhone(room, "wang");
    held.handset.faults = [fault, fault, fault];
    await held.phone.createLead(aLead());
    await room.world.until(() => held.handset.faults.length === 1);
    assert.equal(held.phone.sync.value.unsent, 1);
    assert.equal(held.phone.sync.value.paused, null);
    await room.world.until(() => held.phone.sync.value.unsent === 0);
    assert.equal(room.server.applied, 1);
    assert.equal(held.phone.sync.value.attention, 0);
  });
}

test("back-off doubles up to five minutes, and no two phones keep step", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.always = "cut";
  await held.phone.createLead(aLead());
  const tries: number[] = [];
  await room.world.until(() => {
    const count = held.handset.requests.length;
    if (tries.length < count) tries.push(room.world.now);
    return tries.length > 20;
  });
  const gaps = tries.slice(-12).map((at, index, all) => at - (all[index - 1] ?? at)).slice(1);
  assert.ok(gaps.every((gap) => gap <= 5 * 60_000), String(gaps));
  assert.ok(gaps.slice(-5).every((gap) => gap >= 2.5 * 60_000), String(gaps));
  assert.ok(new Set(gaps).size > 3);
});

test("503 and 429 are obeyed, but not by the button", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const busy = { status: 503, body: { code: "busy" }, headers: { "Retry-After": "120" } };
  held.handset.faults = [busy];
  await held.phone.createLead(aLead());
  await room.world.settle();
  const before = held.handset.requests.length;
  held.tab.trigger("online");
  held.tab.trigger("visible");
  await room.world.pass(119_000);
  assert.equal(held.handset.requests.length, before);
  assert.equal(held.phone.sync.value.offline, false);
  await held.phone.syncNow();
  assert.equal(held.phone.sync.value.unsent, 0);
});

test("a 413 is halved down to one, and only the culprit is set aside", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.always = "cut";
  await logged(held, 40);
  const culprit = await held.phone.createLead(aLead({ name: "很长", note: "x".repeat(4_000) }));
  await logged(held, 40);
  room.server.mostBytes = 3_500;
  held.handset.always = null;
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  assert.equal(room.server.applied, 80);
  const [entry, ...rest] = await held.phone.attention();
  assert.equal(rest.length, 0);
  assert.equal(entry?.mutation.record, culprit.id);
  assert.deepEqual([entry?.why, entry?.problem.code], ["unsendable", "too_large"]);
  assert.equal(held.phone.leads.value.length, 81, "it stays in the lists");
});

test("a phone whose every request is answered with 422 sets nothing aside, and does not stand still", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.always = { status: 422, body: { code: "invalid" } };
  await logged(held, 3);
  await room.world.pass(3_600_000);
  assert.deepEqual([held.phone.sync.value.unsent, held.phone.sync.value.attention], [3, 0]);
  held.handset.always = null;
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  assert.equal(room.server.applied, 3);
});

test("a line that stalls for hours sets nothing aside", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.always = "stall";
  await logged(held, 60);
  await room.world.pass(4 * 3_600_000);
  assert.deepEqual([held.phone.sync.value.unsent, held.phone.sync.value.attention], [60, 0]);
  held.handset.always = null;
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  assert.equal(room.server.applied, 60);
});

test("one change that stalls alone, while the server lives, is set aside in the end and the rest goes on", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.always = "cut";
  const [first] = await logged(held, 4);
  held.handset.always = null;
  const { fetch } = held.handset;
  held.handset.fetch = async function (url, init) {
    const isPoison = typeof init.body === "string" ? init.body.includes(first!) : true;
    if (isPoison) this.faults.unshift("stall");
    return fetch.call(this, url, init);
  };
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  assert.equal(room.server.applied, 3);
  const [entry] = await held.phone.attention();
  assert.deepEqual([entry?.mutation.record, entry?.why], [first, "unsendable"]);
});

test("one invalid lead among 100: 99 are applied, one is explained and stays in the list", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.always = "cut";
  await logged(held, 50);
  const wrong = await held.phone.createLead(aLead({ name: "错号", mobile: "123" }));
  await logged(held, 49);
  held.handset.always = null;
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  assert.equal(room.server.applied, 99);
  const shown = held.phone.leads.value.find(({ id }) => id === wrong.id);
  assert.deepEqual([shown?.state, shown?.problem?.code], ["attention", "mobile_invalid"]);
});

test("batches start at 50, double, and end at 500", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.always = "cut";
  await logged(held, 1_400);
  held.handset.always = null;
  held.handset.requests.length = 0;
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  const sizes = pushes(held.handset).map(({ mutations }) => mutations.length);
  assert.deepEqual(sizes, [50, 100, 200, 400, 500, 150]);
  assert.equal(room.server.applied, 1_400);
});

for (const code of ["unauthorised", "expired"]) {
  test(`401 ${code}: capture goes on, nothing is sent, and pairing again drains the queue`, async () => {
    const room = aShowroom();
    const held = await aPhone(room, "wang");
    room.server.refuseTokens = { code };
    await logged(held, 2);
    await room.world.until(() => held.phone.sync.value.paused === code);
    await logged(held, 1);
    const before = held.handset.requests.length;
    held.tab.trigger("online");
    await room.world.pass(3_600_000);
    assert.equal(held.handset.requests.length, before);
    assert.equal(held.phone.sync.value.unsent, 3);
    room.server.refuseTokens = null;
    held.phone.close();
    const again = await pairOn(held.handset, room.server.invite("wang"));
    await room.world.until(() => again.phone.sync.value.unsent === 0);
    assert.equal(again.phone.sync.value.paused, null);
    assert.equal(room.server.applied, 3);
  });
}

test("426: unsent work stays and can be taken out as a file", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.always = { status: 426, body: { code: "upgrade" } };
  await held.phone.createLead(aLead());
  await room.world.until(() => held.phone.sync.value.paused === "upgrade");
  const file = JSON.parse(await (await held.phone.exportOutbox()).text()) as { mutations: { patch: { name: string } }[] };
  assert.equal(file.mutations[0]?.patch.name, "张伟");
});

test("a lead that reached the server under another id's contents stays on the phone", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  room.server.refuse = () => "id_reused";
  await held.phone.createLead(aLead());
  await room.world.until(() => held.phone.sync.value.attention === 1);
  assert.deepEqual(names(held.phone.leads.value), ["张伟"]);
});
