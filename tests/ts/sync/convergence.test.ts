// Several phones of one showroom on a bad line, each doing what comes to mind: in the end all show what the server has,
// nothing lost and nothing doubled. Another seed: `LEADPWA_SEED=7 node tests/ts/run.mjs tests/ts/sync/convergence.test.ts`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { aLead, aPhone, aShowroom, contents, type Held, reopened, type Showroom } from "../support/phones.ts";
import { type Fault, seeded } from "../support/world.ts";

const given = process.env["LEADPWA_SEED"];
const SEEDS = given === undefined ? [1, 2, 3, 4, 5, 6] : [Number(given)];
const STEPS = 120;
const FAULTS: readonly Fault[] = [
  "cut",
  "lost answer",
  "lost answer",
  "portal",
  "truncated",
  "bad gateway",
  "stall",
  { status: 503, body: { code: "busy" }, headers: { "Retry-After": "5" } },
  { status: 413, body: { code: "too_large" } },
];
const MODELS = ["tiggo-8", "arrizo-8", "omoda-5", "exeed-rx"];
const WORDS = ["试驾后再谈", "周末来", "𠮷祥", "=SUM(1)", "wants to compare"];
const SKEWS = [0, 0, -61_000, 61_000, 365 * 86_400_000, -365 * 86_400_000];

/** What the people did, to be found again. */
interface Story {
  leads: Set<string>;
  activities: Set<string>;
  deleted: Set<string>;
}

for (const seed of SEEDS) {
  test(`phones on a bad line end alike, with nothing lost or doubled (seed ${seed})`, async () => {
    const random = seeded(seed);
    const room = aShowroom(seed);
    room.server.page = 5;
    const story: Story = { leads: new Set(), activities: new Set(), deleted: new Set() };
    const phones: Held[] = [];
    // The manager sees everybody's leads; one advisor has two phones.
    for (const user of ["wang", "wang", "he", "liu"]) {
      phones.push(await aPhone(room, user, (handset) => (handset.skew = pick(random, SKEWS))));
    }
    for (let step = 0; step < STEPS; step++) {
      const at = Math.floor(random() * phones.length);
      phones[at] = await act(phones[at]!, { random, room, story });
    }
    await calm(room, phones);
    for (const { phone } of phones) assertAlike(room, phone, story);
    assert.equal(room.server.applied, mutationsOf(room), "each change once");
  });
}

interface Acting {
  random: () => number;
  room: Showroom;
  story: Story;
}

async function act(held: Held, { random, room, story }: Acting): Promise<Held> {
  const { phone, handset } = held;
  const mine = phone.leads.value.map(({ id }) => id);
  const lead = mine.length > 0 ? pick(random, mine) : null;
  const choice = random();
  if (choice < 0.25 || lead === null) {
    story.leads.add((await phone.createLead(aLead({ name: `客户${story.leads.size}`, models: [pick(random, MODELS)] }))).id);
  } else if (choice < 0.4) {
    await phone.patch("lead", lead, { [pick(random, ["note", "city", "persona"])]: pick(random, WORDS) });
  } else if (choice < 0.5) {
    await phone.patch("lead", lead, { models: MODELS.filter(() => random() < 0.5), note: pick(random, [...WORDS, null]) });
  } else if (choice < 0.6) {
    story.activities.add((await phone.create("activity", { lead, type: "call", text: pick(random, WORDS) })).id);
  } else if (choice < 0.65) {
    await phone.remove("lead", lead);
    story.deleted.add(lead);
  } else if (choice < 0.8) {
    handset.faults.push(pick(random, FAULTS), pick(random, FAULTS));
  } else if (choice < 0.85) {
    handset.skew = pick(random, SKEWS);
  } else if (choice < 0.9) {
    return reopened(held);
  } else {
    await room.world.pass(Math.floor(random() * 20_000));
  }
  return held;
}

/** The line is good again; all sync until nobody has anything left to send or to hear. */
async function calm(room: Showroom, phones: readonly Held[]): Promise<void> {
  for (const { handset } of phones) handset.faults = [];
  for (const { phone } of phones) {
    // What a proxy called too large even alone waits for its person.
    for (const { id } of await phone.attention()) await phone.sendAgain(id);
  }
  await room.world.until(() => phones.every(({ phone }) => phone.sync.value.unsent === 0), "somebody keeps unsent work");
  for (const { phone } of phones) {
    let done = false;
    void phone.syncNow().then(() => (done = true));
    await room.world.until(() => done, "a sync never ended");
  }
}

function assertAlike({ server }: Showroom, phone: Held["phone"], story: Story): void {
  const user = phone.identity.user.id;
  const all = server.view(user);
  const present = new Map([...all].filter(([id]) => !server.records.get(id)?.isDeleted));
  const [leads, activities] = [contents(phone, "lead"), contents(phone, "activity")];
  assert.deepEqual(sorted(new Map([...leads, ...activities])), sorted(present), `${user} sees what the server has`);
  assert.deepEqual([phone.sync.value.attention, phone.sync.value.unsent], [0, 0]);
  if (user !== "liu") return;
  const kept = (ids: Set<string>) => [...ids].filter((id) => !story.deleted.has(id)).sort();
  assert.deepEqual([...leads.keys()].sort(), kept(story.leads), "every lead that was logged, once");
  assert.deepEqual([...activities.keys()].sort(), [...story.activities].sort(), "every activity, once");
}

function mutationsOf({ server }: Showroom): number {
  return [...server.mutations.values()].reduce((sum, each) => sum + each.size, 0);
}

function sorted<T>(map: Map<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

function pick<T>(random: () => number, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)]!;
}
