// The phone's own code against the real server, over HTTP: the two were written apart, from the protocol alone.
import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import type { PairedPhone } from "../../../leadpwa/pwa/device/paired-phone.ts";
import { pair } from "../../../leadpwa/pwa/device/phone.ts";
import type { Environment } from "../../../leadpwa/pwa/store/environment.ts";
import { aLead, contents, names } from "../support/phones.ts";
import { Handset, withPacking, World } from "../support/world.ts";

const PYTHON = process.env["LEADPWA_PYTHON"] ?? ".venv/bin/python";
const YEAR = 365 * 86_400_000;

const folder = mkdtempSync(join(tmpdir(), "leadpwa-"));
let server: ChildProcess;
let url = "";

before(async () => {
  leadpwa("demo");
  server = spawn(PYTHON, ["-m", "leadpwa", "serve", "--port", "0", "--data", folder], { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface({ input: server.stdout! })) {
    url = /^ready .*(http:\S+:\d+)/.exec(line)?.[1] ?? "";
    if (url !== "") break;
  }
  assert.notEqual(url, "", "the server never said that it is ready");
});

after(async () => {
  const gone = new Promise((done) => server.once("exit", done));
  server.kill("SIGTERM");
  await gone;
  rmSync(folder, { recursive: true, force: true });
});

function leadpwa(...command: string[]): Record<string, string> {
  const said = execFileSync(PYTHON, ["-m", "leadpwa", ...command, "--data", folder, "--json"], { encoding: "utf8" });
  return JSON.parse(said) as Record<string, string>;
}

type Line = "up" | "cut" | "lost answer";

interface Real {
  phone: PairedPhone;
  /** The phone's clock less the true time, ms. */
  skew: number;
  line: Line;
}

/** A phone whose requests go to the real server, by the real time. */
async function aRealPhone(skew: number, ...invitation: string[]): Promise<Real> {
  const { code } = leadpwa("invite", ...invitation);
  const { environment } = new Handset(new World(() => assert.fail("no request is made up"))).tab();
  const real: { skew: number; line: Line } = { skew, line: "up" };
  const own: Partial<Environment> = {
    api: url,
    now: () => Date.now() + real.skew,
    random: (count) => crypto.getRandomValues(new Uint8Array(count)),
    // No timer fires: these tests sync by hand.
    timer: () => () => {},
    fetch: async (address, init) => {
      if (real.line === "cut") throw new TypeError("Failed to fetch");
      const answer = await fetch(address, init);
      if (real.line === "lost answer") throw new TypeError(`Failed to fetch: ${(await answer.text()).length} characters`);
      return answer;
    },
  };
  const phone = (await pair(code!, "phone", { env: { ...environment, ...own } })) as PairedPhone;
  return Object.assign(real, { phone });
}

async function sync(...phones: Real[]): Promise<void> {
  for (let round = 0; round < 2; round++) for (const { phone } of phones) await phone.syncNow();
}

/** Longer than a busy machine's round trip: within that, phones cannot know which of them was first. */
function pause(): Promise<void> {
  return new Promise((go) => setTimeout(go, 500));
}

test("phones with wrong clocks and the server agree on leads, edits, refusals, deletions and hand-overs", async () => {
  const manager = await aRealPhone(-61_000, "--role", "manager", "--dealer", "D01", "--name", "周");
  const one = await aRealPhone(0, "--role", "advisor", "--dealer", "D01", "--name", "林");
  const two = await aRealPhone(YEAR, "--role", "advisor", "--user", one.phone.identity.user.id);
  const stranger = await aRealPhone(0, "--role", "advisor", "--dealer", "D02", "--name", "吴");
  const mine = [one, two, manager];
  await sync(...mine, stranger);
  assert.ok(Math.abs(two.phone.sync.value.clockErrorMs - YEAR) < 60_000);
  assert.equal(one.phone.records("rules").value.length, 1);

  // Logged once, though its answer was lost.
  one.line = "lost answer";
  const { id } = await one.phone.createLead(aLead({ models: ["tiggo-8"] }));
  await one.phone.create("activity", { lead: id, type: "call", result: "reached", text: "聊过" });
  await one.phone.syncNow();
  one.line = "up";
  await sync(...mine, stranger);
  assert.deepEqual(mine.map(({ phone }) => phone.leads.value.length), [1, 1, 1]);
  assert.deepEqual(mine.map(({ phone }) => phone.activities(id).value.length), [1, 1, 1]);
  assert.deepEqual(stranger.phone.leads.value, []);

  // The same field on three phones with no signal: the last one in true time wins, and different ones all do.
  for (const each of mine) each.line = "cut";
  await one.phone.patch("lead", id, { note: "first", models: ["tiggo-8", "arrizo-8"] });
  await pause();
  await manager.phone.patch("lead", id, { note: "second", city: "芜湖" });
  await pause();
  await two.phone.patch("lead", id, { note: "third", models: ["exeed-rx"] });
  for (const each of mine) each.line = "up";
  await sync(...mine);
  const [lead] = one.phone.leads.value;
  assert.deepEqual([lead?.fields["note"], lead?.fields["city"]], ["third", "芜湖"]);
  assert.deepEqual(lead?.fields["models"], ["arrizo-8", "exeed-rx"]);
  assertAlike(mine);

  // A clock set a year ahead while the app is in use wins nothing.
  one.line = "cut";
  one.skew = YEAR;
  await one.phone.patch("lead", id, { note: "from the future" });
  await pause();
  await manager.phone.patch("lead", id, { note: "later" });
  await manager.phone.syncNow();
  one.line = "up";
  await sync(...mine);
  assert.equal(one.phone.leads.value[0]?.fields["note"], "later");
  assertAlike(mine);

  // What is wrong in itself waits for a person; mended, it goes.
  await one.phone.createLead(aLead({ name: "错号", mobile: "12" }));
  await one.phone.createLead(aLead({ name: "没问", consent_contact: undefined }));
  await stranger.phone.patch("lead", id, { note: "not mine" });
  await sync(...mine, stranger);
  assert.deepEqual((await one.phone.attention()).map(({ problem }) => problem.code), ["mobile_invalid", "consent_missing"]);
  assert.equal((await stranger.phone.outbox())[0]?.problem?.code, "unknown_record");
  for (const { id: entry, mutation } of await one.phone.attention()) await one.phone.mend(entry, { ...aLead(), ...mutation.patch, mobile: "13700137000" });
  await sync(...mine);
  assert.deepEqual([one.phone.sync.value.unsent, one.phone.sync.value.attention], [0, 0]);
  assert.deepEqual(names(manager.phone.leads.value), ["张伟", "没问", "错号"].sort());
  assertAlike(mine);

  // Deleted by its owner, restored by the manager, then handed on with what hangs on it.
  await one.phone.remove("lead", id);
  await sync(...mine);
  assert.ok(mine.every(({ phone }) => phone.leads.value.length === 2));
  await manager.phone.restore("lead", id);
  await sync(...mine);
  assertAlike(mine);
  await manager.phone.patch("lead", id, { owner: manager.phone.identity.user.id });
  await sync(...mine);
  assert.deepEqual([one.phone.leads.value.length, one.phone.activities(id).value.length], [2, 0]);
  assert.deepEqual([manager.phone.leads.value.length, manager.phone.activities(id).value.length], [3, 1]);
});

test("six hundred leads in one go arrive once, packed", async () => {
  const busy = await aRealPhone(0, "--role", "advisor", "--dealer", "D02", "--name", "梁");
  busy.line = "cut";
  for (let each = 0; each < 600; each++) {
    await busy.phone.createLead(aLead({ name: `客户${each}`, mobile: `139${String(each).padStart(8, "0")}` }));
  }
  busy.line = "up";
  await withPacking(() => busy.phone.syncNow());
  assert.equal(busy.phone.sync.value.unsent, 0);
  const again = await aRealPhone(0, "--role", "advisor", "--user", busy.phone.identity.user.id);
  await again.phone.syncNow();
  assert.deepEqual(contents(again.phone, "lead"), contents(busy.phone, "lead"));
});

function assertAlike(phones: readonly Real[]): void {
  const [first, ...rest] = phones.map(({ phone }) => contents(phone, "lead"));
  for (const each of rest) assert.deepEqual(each, first);
}
