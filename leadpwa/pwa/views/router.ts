// Which screen the address names: #/today, #/lead/ID/follow. A pairing code never stays in the history.
import { signal } from "@preact/signals";
import { decoded } from "../page/decoded.ts";

export type Place = "today" | "leads" | "log" | "board" | "lead" | "pair";
export interface Route {
  place: Place;
  /** Of a lead: its id, then the tab. */
  rest: readonly string[];
}

const PLACES: readonly string[] = ["today", "leads", "log", "board", "lead", "pair"];

export function routeOf(hash: string): Route {
  const [place = "", ...rest] = hash.replace(/^#\/?/, "").split("/").map(decoded);
  return PLACES.includes(place) ? { place: place as Place, rest } : { place: "today", rest: [] };
}

/** The code of `#pair=CODE`, else null. */
export function pairingCode(hash: string): string | null {
  return /^#pair=(.+)$/.exec(hash)?.[1] ?? null;
}

const ENTERED = { entered: true } as const;

export const route = signal<Route>({ place: "today", rest: [] });
/** What a link brought: taken out of the address at once, so that it lies in no history. */
export const invited = signal<string | null>(null);

function read(): void {
  const code = pairingCode(location.hash);
  if (code !== null) {
    invited.value = decoded(code);
    history.replaceState(history.state, "", "#/pair");
  }
  route.value = routeOf(location.hash);
}

export function startRouter(): void {
  addEventListener("hashchange", read);
  // Links inside the app make entries without a state: this one is where it was entered, with who knows what behind.
  if (history.state === null) history.replaceState(ENTERED, "");
  read();
}

export function go(hash: string, { instead = false } = {}): void {
  if (instead) {
    history.replaceState(history.state, "", hash);
    read();
  } else {
    location.hash = hash;
  }
}

/** Back where one came from in the app, or to `otherwise` where it was entered. */
export function back(otherwise: string): void {
  if ((history.state as Partial<typeof ENTERED> | null)?.entered) go(otherwise, { instead: true });
  else history.back();
}

export const leadHash = (id: string, tab?: string): string => `#/lead/${encodeURIComponent(id)}${tab ? `/${tab}` : ""}`;
