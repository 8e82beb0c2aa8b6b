import assert from "node:assert/strict";
import { test } from "node:test";
import { readCode } from "../../../leadpwa/pwa/device/pairing.ts";
import { openCurrent, pair } from "../../../leadpwa/pwa/device/phone.ts";
import { PairError } from "../../../leadpwa/pwa/store/types.ts";
import type { PairedPhone } from "../../../leadpwa/pwa/device/paired-phone.ts";
import { aLead, aPhone, aShowroom, pairOn, type Showroom } from "../support/phones.ts";
import { type Fault, Handset } from "../support/world.ts";

function deviceIds(handset: Handset): string[] {
  const tries = handset.requests.filter(({ path }) => path === "pair");
  return tries.map(({ body }) => (body as { device: { id: string } }).device.id);
}

async function failure(room: Showroom, fault: Fault): Promise<PairError> {
  const handset = new Handset(room.world);
  handset.faults = [fault];
  const tried = pair(room.server.invite("wang"), "phone", { env: handset.tab().environment }).then(
    () => assert.fail("it paired"),
    (error: unknown) => error,
  );
  if (fault === "stall") await room.world.pass(31_000);
  const error = await tried;
  assert.ok(error instanceof PairError);
  assert.equal(await openCurrent(handset.tab().environment), null, "nobody is signed in");
  return error;
}

test("the answer to pairing is lost: the same code pairs again, under the same device id", async () => {
  const room = aShowroom();
  const handset = new Handset(room.world);
  const code = room.server.invite("wang");
  handset.faults = ["lost answer"];
  await assert.rejects(pair(code, "phone", { env: handset.tab().environment }), { code: "offline" });
  const phone = await pair(code, "phone", { env: handset.tab().environment });
  const [first, second] = deviceIds(handset);
  assert.equal(first, second);
  assert.equal(room.server.tokens.size, 1, "the first token is void");
  assert.equal(phone.identity.user.id, "wang");
});

test("the device's id is on disk before the first try leaves the phone", async () => {
  const room = aShowroom();
  const handset = new Handset(room.world);
  handset.always = "cut";
  for (let each = 0; each < 2; each++) {
    // A new page each time: all it knows is what lies on disk.
    await assert.rejects(pair("12345678", "phone", { env: handset.tab().environment }), { code: "offline" });
  }
  const [first, second] = deviceIds(handset);
  assert.ok(first);
  assert.equal(first, second);
});

const FAILURES: [string, Fault, string][] = [
  ["a captive portal's page", "portal", "offline"],
  ["a portal's 403 without the server's words", { status: 403, body: { message: "pay first" } }, "offline"],
  ["a cut answer", "truncated", "offline"],
  ["a line that stalls", "stall", "offline"],
  ["200 in place of 201", { status: 200, body: { token: "t" } }, "offline"],
  ["a wrong code", { status: 403, body: { code: "not_allowed" } }, "refused"],
  ["a code of the wrong form", { status: 422, body: { code: "invalid" } }, "refused"],
  ["a server without space", { status: 503, body: { code: "no_space" } }, "server"],
];

for (const [what, fault, code] of FAILURES) {
  test(`${what} pairs nobody: ${code}`, async () => {
    assert.equal((await failure(aShowroom(), fault)).code, code);
  });
}

test("too many tries: the person is told for how long to wait", async () => {
  const error = await failure(aShowroom(), { status: 429, body: { code: "rate_limited" }, headers: { "Retry-After": "40" } });
  assert.deepEqual([error.code, error.retryAfter], ["rate_limited", 40]);
});

test("a code is read as people write it", () => {
  assert.equal(readCode(" abcd-o1il "), "ABCD0111");
  assert.equal(readCode("ＡＢＣＤ２３４５"), "ABCD2345");
});

test("the phone knows its clock's error from pairing on, and stamps with corrected time before any sync", async () => {
  const room = aShowroom();
  const handset = new Handset(room.world);
  handset.skew = 365 * 86_400_000;
  handset.faults = [];
  const tab = handset.tab();
  const phone = await pair(room.server.invite("wang"), "phone", { env: tab.environment });
  handset.always = "cut";
  await phone.createLead({ no_contact: true });
  const [entry] = await phone.outbox();
  assert.equal(entry?.mutation.hlc.slice(0, 10), "2026-11-24");
  assert.match(String(entry?.mutation.patch?.["captured_at"]), /^2027-11-24T16:.*\+08:00$/, "as the phone's clock was");
  assert.ok(phone.sync.value.clockErrorMs > 600_000);
});

test("the page opened again knows who is signed in, without asking the server", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.always = "cut";
  held.phone.close();
  const again = await openCurrent(held.handset.tab().environment);
  assert.equal(again?.identity.user.id, "wang");
  assert.equal(again?.identity.organisation.timezone, "Asia/Shanghai");
});

test("pairing again as the same user keeps what waits, as another shows nothing of it", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.always = "cut";
  await held.phone.createLead({ no_contact: true });
  held.phone.close();
  held.handset.always = null;
  const other = await pairOn(held.handset, room.server.invite("he"));
  assert.deepEqual([other.phone.leads.value, other.phone.sync.value.unsent], [[], 0]);
  assert.equal(room.server.applied, 0, "and nothing of it is sent in another's name");
  other.phone.close();
  const back = await pairOn(held.handset, room.server.invite("wang"));
  await room.world.until(() => back.phone.sync.value.unsent === 0);
  assert.equal(room.server.applied, 1);
  assert.equal([...room.server.records.values()][0]?.owner, "wang");
});

test("another tab hears that somebody else has paired: it shows nothing of the former any more", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  await held.phone.createLead(aLead());
  const other = held.handset.tab();
  await openCurrent(other.environment);
  await pairOn(held.handset, room.server.invite("he"));
  await room.world.settle();
  assert.ok(other.hasLeft);
});

test("a tab that slept while another one paired again harms nothing: its old token is not taken for the new one's", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const sleeping = held.handset.tab();
  sleeping.isDeaf = true;
  const old = (await openCurrent(sleeping.environment)) as PairedPhone;
  await room.world.settle();
  const again = await pairOn(held.handset, room.server.invite("wang"));
  held.handset.always = "cut";
  await again.phone.createLead(aLead());
  await again.phone.saveDraft("log", "徐海波");
  await room.world.settle();
  held.handset.always = null;
  room.server.refuseTokens = { code: "revoked", by: "office" };
  await old.syncNow();
  room.server.refuseTokens = null;
  assert.equal(again.phone.sync.value.paused, null);
  assert.equal(await again.phone.draft("log"), "徐海波");
  assert.ok(sleeping.hasLeft);
});
