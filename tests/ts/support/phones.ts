// Phones for tests: paired, with the showroom's people and a lead to log.
import { openCurrent, pair } from "../../../leadpwa/pwa/device/phone.ts";
import type { PairedPhone } from "../../../leadpwa/pwa/device/paired-phone.ts";
import type { Fields, Shown } from "../../../leadpwa/pwa/store/types.ts";
import { FakeServer } from "./server.ts";
import { Handset, type Tab, World } from "./world.ts";

export interface Showroom {
  server: FakeServer;
  world: World;
}

/** A server with two advisors and a manager of D01, and an advisor of D02. */
export function aShowroom(seed = 1): Showroom {
  const server = new FakeServer();
  const world = new World(server.serve, seed);
  server.world = world;
  server.addUser("wang", ["advisor"], "D01");
  server.addUser("he", ["advisor"], "D01");
  server.addUser("liu", ["manager"], "D01");
  server.addUser("other", ["advisor"], "D02");
  return { server, world };
}

export interface Held {
  handset: Handset;
  tab: Tab;
  phone: PairedPhone;
}

/** A phone of that user, paired and at rest. */
export async function aPhone({ server, world }: Showroom, user: string, before?: (handset: Handset) => void): Promise<Held> {
  const handset = new Handset(world);
  before?.(handset);
  return pairOn(handset, server.invite(user));
}

export async function pairOn(handset: Handset, code: string): Promise<Held> {
  const tab = handset.tab();
  const phone = (await pair(code, "phone", { env: tab.environment })) as PairedPhone;
  await phone.syncNow();
  return { handset, tab, phone };
}

/** The app started anew on the same phone, as after a kill: the old page does nothing any more. */
export async function reopened({ handset, phone, tab }: Held): Promise<Held> {
  tab.kill();
  phone.close();
  const next = handset.tab();
  const opened = (await openCurrent(next.environment)) as PairedPhone | null;
  if (opened === null) throw new Error("nobody is signed in");
  return { handset, tab: next, phone: opened };
}

export const CONSENT = { given: true, wording: "2026-1", at: "2026-11-24T16:00:00+08:00", how: "spoken" };

export function aLead(fields: Fields = {}): Fields {
  return { name: "张伟", mobile: "13800138000", source: "event", consent_contact: CONSENT, ...fields };
}

export function names(shown: readonly Shown[]): string[] {
  return shown.map((lead) => String(lead.fields["name"])).sort();
}

/** Fields and stamps by id, for comparing a phone with the server. */
export function contents(phone: PairedPhone, kind: string): Map<string, { fields: Fields; stamps: Fields }> {
  return new Map(phone.records(kind).value.map(({ id, fields, stamps }) => [id, { fields, stamps }]));
}

/** Requests that carried changes. */
export function pushes(handset: Handset): { mutations: { id: string; record: string; hlc: string; stamp?: string }[] }[] {
  const bodies = handset.requests.filter(({ path }) => path === "sync").map(({ body }) => body);
  return (bodies as { mutations: [] }[]).filter(({ mutations }) => mutations.length > 0);
}
