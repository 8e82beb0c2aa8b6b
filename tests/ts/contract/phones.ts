// Several of our phones and the real server, on a line that is cut, while the server dies and comes back: run by
// tests/faults/test_phones_and_server.py, which says where it is (LEADPWA_SERVER) and hands out invitations
// (LEADPWA_CODES: the manager's, then the advisors'; two codes of one user are two phones of theirs).
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PairedPhone } from "../../../leadpwa/pwa/device/paired-phone.ts";
import { pair } from "../../../leadpwa/pwa/device/phone.ts";
import { type Fields, PairError } from "../../../leadpwa/pwa/store/types.ts";
import { seeded } from "../support/world.ts";
import { aLine, type Line } from "./line.ts";

const server = process.env["LEADPWA_SERVER"]!;
const codes = process.env["LEADPWA_CODES"]!.split(",");
const seed = Number(process.env["LEADPWA_SEED"] ?? "1");
const STEPS = 160;
const MODELS = ["tiggo-8", "arrizo-8", "omoda-5"];
const WORDS = ["周末试驾", "𠮷祥如意", "=SUM(A1)", "‮abc", "wants to compare", null];
const CONSENT = { given: true, wording: "2026-1", at: "2026-11-24T16:00:00+08:00", how: "spoken" };

interface Held {
  line: Line;
  phone: PairedPhone;
}

test("our phones and our server agree in the end, with nothing lost or doubled", async () => {
  const random = seeded(seed);
  const held: Held[] = [];
  for (const code of codes) {
    const line = aLine(server, random);
    held.push({ line, phone: await paired(code, line) });
  }
  const [manager, ...advisors] = held as [Held, ...Held[]];
  const logged = new Set<string>();
  const acts = new Set<string>();
  for (let step = 0; step < STEPS; step++) {
    await act(pick(random, advisors).phone, { random, logged, acts });
    await new Promise((go) => setTimeout(go, random() * 60));
  }
  for (const { line } of held) line.mend();
  await until(() => advisors.every(({ phone }) => phone.sync.value.unsent === 0));
  for (const { phone } of held) await until(() => reach(phone));

  assert.deepEqual(ids(manager.phone, "lead"), [...logged].sort(), "every lead that was logged, once");
  assert.deepEqual(ids(manager.phone, "activity"), [...acts].sort(), "every activity, once");
  const truth = contents(manager.phone);
  for (const { phone } of held) {
    assert.equal(phone.sync.value.attention, 0, JSON.stringify(await phone.attention()));
    const mine = contents(phone);
    for (const [id, record] of mine) assert.deepEqual(record, truth.get(id));
    const owned = [...truth].filter(([, { fields }]) => fields["owner"] === phone.identity.user.id).length;
    const seen = phone.identity.user.roles.includes("manager") ? truth.size : owned;
    assert.equal(mine.size, seen, "all that the user may see, and no more");
  }
});

/** As a person would: the same code again, until the server is there. */
async function paired(code: string, { environment }: Line): Promise<PairedPhone> {
  for (;;) {
    try {
      return (await pair(code, "phone", { env: environment })) as PairedPhone;
    } catch (error) {
      if (!(error instanceof PairError && error.code === "offline")) throw error;
      await new Promise((go) => setTimeout(go, 50));
    }
  }
}

interface Acting {
  random: () => number;
  logged: Set<string>;
  acts: Set<string>;
}

async function act(phone: PairedPhone, { random, logged, acts }: Acting): Promise<void> {
  const choice = random();
  const leads = phone.leads.value;
  if (choice < 0.35 || leads.length === 0) {
    const mobile = `138${String(Math.floor(random() * 1e8)).padStart(8, "0")}`;
    const fields = { name: `客户${logged.size}`, mobile, source: "event", consent_contact: CONSENT };
    logged.add((await phone.createLead({ ...fields, models: [pick(random, MODELS)] })).id);
    return;
  }
  const { id } = pick(random, leads);
  if (choice < 0.7) {
    await phone.patch("lead", id, { [pick(random, ["note", "city", "persona"])]: pick(random, WORDS) });
  } else if (choice < 0.8) {
    await phone.patch("lead", id, { models: MODELS.filter(() => random() < 0.5) }).catch(() => undefined);
  } else {
    acts.add((await phone.create("activity", { lead: id, type: "call", result: "reached", text: pick(random, WORDS) })).id);
  }
}

/** Asks until an answer came: the server may be down just now. */
async function reach(phone: PairedPhone): Promise<boolean> {
  await phone.syncNow();
  return !phone.sync.value.offline && phone.sync.value.unsent === 0;
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((go) => setTimeout(go, 20));
}

function ids(phone: PairedPhone, kind: string): string[] {
  return phone.records(kind).value.map(({ id }) => id).sort();
}

function contents(phone: PairedPhone): Map<string, { fields: Fields; stamps: Fields }> {
  return new Map(phone.leads.value.map(({ id, fields, stamps }) => [id, { fields, stamps }]));
}

function pick<T>(random: () => number, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)]!;
}
