// What every screen stands on: the phone, the build's facts, today, and what the leads mean today.
import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { readRules, type Rules } from "../domain/rules.ts";
import type { Facts, Wordings } from "../facts.ts";
import { localDay } from "../domain/calendar.ts";
import { language, words } from "../i18n/index.ts";
import type { Phone, Shown } from "../store/types.ts";
import { know, type Known } from "./known.ts";
import { act } from "./parts/act.ts";

export interface World {
  phone: Phone;
  facts: Facts;
  /** Where the site begins: "/" unless it lies in a folder. */
  base: string;
  rules: ReadonlySignal<Rules>;
  /** Milliseconds, by a clock set right, renewed every half minute: ages and days follow it. */
  now: ReadonlySignal<number>;
  /** The organisation's local day. */
  today: ReadonlySignal<string>;
  zone: string;
  leads: ReadonlySignal<readonly Known[]>;
  activities: ReadonlySignal<ReadonlyMap<string, readonly Shown[]>>;
  events: ReadonlySignal<readonly Shown[]>;
  /** The event that leads are logged under; null = none. */
  event: ReadonlySignal<string | null>;
  chooseEvent: (id: string | null) => void;
  /** A form holds what is not saved: a new version waits. */
  dirty: Signal<boolean>;
}

const TICK_MS = 30_000;
const EVENT_KEY = "event";
const NONE: readonly Shown[] = [];

export function makeWorld(phone: Phone, facts: Facts, base: string): World {
  const wall = signal(Date.now());
  const tick = (): void => {
    wall.value = Date.now();
  };
  setInterval(tick, TICK_MS);
  document.addEventListener("visibilitychange", tick);

  const zone = phone.identity.organisation.timezone;
  // An error of the phone's clock that the server told moves ages and days too.
  const clockErrorMs = computed(() => phone.sync.value.clockErrorMs);
  const now = computed(() => wall.value - clockErrorMs.value);
  const today = computed(() => localDay(new Date(now.value).toISOString(), zone) ?? "");
  const sentRules = phone.records("rules");
  const rules = computed(() => readOutHere(newest(sentRules.value) ?? readRules(facts.rules), facts.wording));
  effect(() => phone.useRules({ build: facts.rules_hash, showUnknownDays: rules.value.phone.retry_show_days }));
  const allActivities = phone.records("activity");
  const activities = computed(() => byLead(allActivities.value));
  const allDispatches = phone.records("dispatch");
  const dispatches = computed(() => byLead(allDispatches.value));
  const leads = computed(() => {
    const frame = { today: today.value, zone, rules: rules.value };
    const hangingOn = (id: string) => ({ activities: activities.value.get(id) ?? NONE, dispatches: dispatches.value.get(id) ?? NONE });
    return phone.leads.value.map((lead) => know(lead, hangingOn(lead.id), frame));
  });
  const events = phone.records("event");
  const chosen = signal<string | null>(null);
  void phone.draft(EVENT_KEY).then((stored) => {
    if (typeof stored === "string") chosen.value = stored;
  }, () => undefined);
  // An event that is over is no longer what today's leads belong to.
  const event = computed(() => {
    const found = events.value.find((record) => record.id === chosen.value);
    const to = found?.fields["to"];
    return typeof to === "string" && to < today.value ? null : chosen.value;
  });
  return {
    phone, facts, base, rules, now, today, zone, leads, activities, events, event,
    chooseEvent: (id) => {
      chosen.value = id;
      void act(() => (id === null ? phone.dropDraft(EVENT_KEY) : phone.saveDraft(EVENT_KEY, id)));
    },
    dirty: signal(false),
  };
}

/** A consent is to what was read out: a wording that this build does not have yet can't have been, so its newest counts. */
export function readOutHere(rules: Rules, wordings: Wordings): Rules {
  const newestHere = Object.keys(wordings).sort().at(-1);
  if (rules.consent.wording in wordings || newestHere === undefined) return rules;
  return { ...rules, consent: { ...rules.consent, wording: newestHere } };
}

/** The rules that the server runs by, where it has sent them in a form this version can read. */
function newest(records: readonly Shown[]): Rules | null {
  const sent = records.find((record) => record.id === "rules")?.fields["rules"];
  if (sent === undefined) return null;
  try {
    return readRules(sent);
  } catch {
    return null;
  }
}

function byLead(all: readonly Shown[]): ReadonlyMap<string, readonly Shown[]> {
  const found = new Map<string, Shown[]>();
  for (const activity of all) {
    const lead = activity.fields["lead"];
    if (typeof lead !== "string") continue;
    const list = found.get(lead);
    if (list) list.push(activity);
    else found.set(lead, [activity]);
  }
  return found;
}

export const WorldContext = createContext<World | null>(null);

export function useWorld(): World {
  const world = useContext(WorldContext);
  if (!world) throw new Error("no world around this view");
  return world;
}

export function modelName(facts: Facts, id: string): string {
  const model = facts.models.find((one) => one.id === id);
  return model ? model[language.value] : id;
}

export function nameOfUser(phone: Phone, id: string): string | null {
  if (id === phone.identity.user.id) return phone.identity.user.name;
  const name = phone.records("user").value.find((user) => user.id === id)?.fields["name"];
  return typeof name === "string" ? name : null;
}

/** 我负责, 林晓燕负责. */
export function ownerText(lead: Known, world: World): string {
  const { lead: say_, common } = words.value;
  if (lead.owner === null) return say_.noOwner;
  if (lead.owner === world.phone.identity.user.id) return say_.mine;
  return say_.owner(nameOfUser(world.phone, lead.owner) ?? common.unknownColleague);
}

export function nameOfDealer(phone: Phone): string | null {
  const code = phone.identity.user.dealer;
  const name = phone.records("dealer").value.find((dealer) => dealer.id === code)?.fields["name"];
  return typeof name === "string" ? name : code;
}

export function eventName(world: World, id: string | null): string | null {
  if (id === null) return null;
  const name = world.events.value.find((event) => event.id === id)?.fields["name"];
  return typeof name === "string" ? name : id;
}

/** A link into the frozen pages. */
export const pageLink = (base: string, path = ""): string => `${base}${language.value}/${path}`;

