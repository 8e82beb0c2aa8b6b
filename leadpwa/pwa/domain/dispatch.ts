// Giving head office's leads to dealers: when, to whom, and why not (docs/rules.md 5).
import { standing } from "./activity.ts";
import { columnNow } from "./board.ts";
import { isDispatched, leadClass } from "./classes.ts";
import { classConfirmed, type Told } from "./due.ts";
import type { Lead, Place } from "./lead.ts";
import { isOpen } from "./pareto.ts";
import type { Rules } from "./rules.ts";
import { byCodePoint } from "./words.ts";

export const LIVE: readonly string[] = ["open", "replied", "lapsed"];
const DECIMETRES = 10;

export interface Dealer {
  code: string;
  place: Place;
  /** Those that it may sell. */
  models: ReadonlySet<string>;
  active: boolean;
}

export type Against = "inactive" | "not_authorised" | "excluded";
export type NotDue = "already_out" | "not_hq" | "not_open" | "not_due" | "unconfirmed" | "no_consent";

export interface PassedOver {
  dealer: string;
  metres: number;
  why: Against;
}

export interface Choice {
  dealer: string | null;
  because: "nearest" | "fewer_open_orders" | "dealer_code" | "no_dealer" | "no_place" | NotDue;
  metres: number | null;
  passedOver: readonly PassedOver[];
}

/** A lead in head office's queue. `excluded` declined it or lost it to a re-dispatch. */
export interface Waiting {
  lead: Lead;
  told: Told;
  hasLiveOrder: boolean;
  excluded: ReadonlySet<string>;
}

/** Great-circle distance by haversine, rounded half up to whole metres. */
export function metresBetween(a: Place, b: Place, rules: Rules): number {
  const [latA, latB] = [radians(a.lat), radians(b.lat)];
  const [across, along] = [Math.sin((latB - latA) / 2), Math.sin(radians(b.lon - a.lon) / 2)];
  const h = across * across + Math.cos(latA) * Math.cos(latB) * along * along;
  return Math.floor(((2 * rules.dispatch.earth_decimetres) / DECIMETRES) * Math.asin(Math.sqrt(Math.min(1, h))) + 0.5);
}

/** The nearest authorised dealer; equal metres: fewer open orders, then the lower code. */
export function chooseDealer(
  models: readonly string[],
  place: Place | null,
  dealers: readonly Dealer[],
  openOrders: ReadonlyMap<string, number>,
  excluded: ReadonlySet<string>,
  rules: Rules,
): Choice {
  const judged = dealers.map((dealer) => ({
    code: dealer.code,
    against: against(dealer, models, excluded),
    metres: place ? metresBetween(place, dealer.place, rules) : 0,
    orders: openOrders.get(dealer.code) ?? 0,
  }));
  const ranked = judged.filter((one) => one.against === null);
  ranked.sort((a, b) => a.metres - b.metres || a.orders - b.orders || byCodePoint(a.code, b.code));
  const [best, second] = ranked;
  if (!best) return none("no_dealer");
  if (!place) return none("no_place");
  const tied = second?.metres === best.metres;
  const because = !tied ? "nearest" : second.orders > best.orders ? "fewer_open_orders" : "dealer_code";
  const nearer = judged.filter(({ metres }) => metres < best.metres).sort((a, b) => a.metres - b.metres || byCodePoint(a.code, b.code));
  const passedOver = nearer.map(({ code, metres, against: why }) => ({ dealer: code, metres, why: why ?? "excluded" }));
  return { dealer: best.code, because, metres: best.metres, passedOver };
}

/** The first reason why a lead is not to be dispatched on a day; null when it is. */
export function whyNotDue(lead: Lead, told: Told, today: string, rules: Rules, hasLiveOrder: boolean): NotDue | null {
  if (hasLiveOrder) return "already_out";
  if (lead.dealer) return "not_hq";
  if (!isOpen(lead, columnNow(lead, today, rules))) return "not_open";
  if (!isDispatched(leadClass(lead, today, rules), rules)) return "not_due";
  if (!isDispatched(classConfirmed(lead, standing(told.activities), rules), rules)) return "unconfirmed";
  return lead.mayShare ? null : "no_consent";
}

/**
 * What a run gives out and what stays, lead by lead, by time of receipt and then id. `places` has the place of each lead
 * that has one, by id. Orders given out earlier in the run count as open.
 */
export function dispatchRun(
  queue: readonly Waiting[],
  dealers: readonly Dealer[],
  openOrders: ReadonlyMap<string, number>,
  places: ReadonlyMap<string, Place>,
  today: string,
  rules: Rules,
): [string, Choice][] {
  const orders = new Map(openOrders);
  const received = ({ lead }: Waiting): number => lead.receivedAt ?? Number.MAX_SAFE_INTEGER;
  const queued = [...queue].sort((a, b) => received(a) - received(b) || byCodePoint(a.lead.id, b.lead.id));
  return queued.map(({ lead, told, hasLiveOrder, excluded }) => {
    const why = whyNotDue(lead, told, today, rules, hasLiveOrder);
    if (why !== null) return [lead.id, none(why)];
    const choice = chooseDealer(lead.models, places.get(lead.id) ?? null, dealers, orders, excluded, rules);
    if (choice.dealer !== null) orders.set(choice.dealer, (orders.get(choice.dealer) ?? 0) + 1);
    return [lead.id, choice];
  });
}

function none(because: Choice["because"]): Choice {
  return { dealer: null, because, metres: null, passedOver: [] };
}

function against(dealer: Dealer, models: readonly string[], excluded: ReadonlySet<string>): Against | null {
  if (!dealer.active) return "inactive";
  if (models.length > 0 && !models.some((model) => dealer.models.has(model))) return "not_authorised";
  return excluded.has(dealer.code) ? "excluded" : null;
}

function radians(degrees: number): number {
  return degrees * (Math.PI / 180);
}
