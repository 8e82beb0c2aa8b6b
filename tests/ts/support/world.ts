// A world for tests: one true time that moves only when it is told to, phones whose clocks may be wrong, and lines
// between them and a server that can be cut, stalled, tampered with. Seeded: the same seed gives the same run.
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import type { Channel, Environment, Locks, Trigger } from "../../../leadpwa/pwa/store/environment.ts";

// Node packs in a thread of its own, whose pace no test can set; `withPacking` brings it back for the one that asks.
const Packing = globalThis.CompressionStream;
Reflect.deleteProperty(globalThis, "CompressionStream");

export async function withPacking(work: () => Promise<void>): Promise<void> {
  globalThis.CompressionStream = Packing;
  try {
    await work();
  } finally {
    Reflect.deleteProperty(globalThis, "CompressionStream");
  }
}

/** Mulberry32: small, seeded, good enough to choose actions with. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Request {
  path: string;
  token: string | null;
  body: unknown;
}

export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

export type Server = (request: Request) => Answer;

/** What happens to one request: it may never arrive, its answer may never arrive, or come back as something else. */
export type Fault = "cut" | "lost answer" | "portal" | "redirect" | "stall" | "truncated" | "bad gateway" | Answer;

interface Timer {
  at: number;
  call: () => void;
}

export class World {
  /** True time, ms. */
  now = Date.parse("2026-11-24T08:00:00Z");
  readonly random: () => number;
  readonly #timers = new Set<Timer>();

  constructor(
    readonly server: Server,
    seed = 1,
  ) {
    this.random = seeded(seed);
  }

  timer(ms: number, call: () => void): () => void {
    const timer = { at: this.now + ms, call };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Lets `ms` pass, calling what falls due in between. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      await this.settle();
      const next = [...this.#timers].sort((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) break;
      this.#fire(next);
    }
    this.now = end;
    await this.settle();
  }

  /** Waits until `isSo`, letting time jump to the next timer whenever nothing else is going on. */
  async until(isSo: () => boolean | Promise<boolean>, what = "it never came to be so"): Promise<void> {
    for (let turn = 0; turn < 3000; turn++) {
      if (await isSo()) return;
      await this.settle();
      if (await isSo()) return;
      const next = [...this.#timers].sort((a, b) => a.at - b.at)[0];
      if (next) this.#fire(next);
    }
    throw new Error(what);
  }

  /** Until everything that needs no timer has run. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 40; turn++) await new Promise((go) => setImmediate(go));
  }

  #fire(timer: Timer): void {
    this.#timers.delete(timer);
    this.now = Math.max(this.now, timer.at);
    timer.call();
  }
}

/** One browser profile on one phone: its storage, its clock, its line. Tabs share it. */
export class Handset {
  readonly factory = new IDBFactory();
  readonly words = new Map<string, string>();
  /** The phone's clock less the true time, ms. */
  skew = 0;
  /** For the next requests, in turn; then `always`. */
  faults: Fault[] = [];
  always: Fault | null = null;
  /** Bodies of every request that left the phone. */
  readonly requests: Request[] = [];
  readonly #locks = new FakeLocks();
  readonly #channels = new Set<{ name: string; tab: Tab; hear: (message: unknown) => void }>();
  hasLocks = true;
  backgroundSyncs = 0;
  persisting: () => Promise<boolean | null> = async () => true;
  /** Bytes that the disk takes; IndexedDB itself is not limited here. */
  used: number | null = 0;

  constructor(readonly world: World) {}

  tab(): Tab {
    return new Tab(this);
  }

  async fetch(url: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const token = /^Bearer (.+)$/.exec(headers.get("Authorization") ?? "")?.[1] ?? null;
    const body = JSON.parse(await unpacked(init.body, headers.get("Content-Encoding") === "gzip")) as unknown;
    const request = { path: url.replace(/^.*\/api\/v1\//, ""), token, body };
    this.requests.push(request);
    const fault = this.faults.shift() ?? this.always;
    if (fault === "cut" || fault === "redirect") throw new TypeError("Failed to fetch");
    if (fault === "stall") return new Promise((_, reject) => onAbort(init, reject));
    if (fault === "portal") return page(200);
    if (fault === "bad gateway") return page(502);
    if (fault !== null && typeof fault === "object") return response(fault);
    const answer = this.world.server(request);
    if (fault === "lost answer") throw new TypeError("Failed to fetch");
    if (fault === "truncated") return truncated(answer);
    return response(answer);
  }

  locks(tab: Tab): Locks | null {
    return this.hasLocks ? this.#locks.of(tab) : null;
  }

  /** What the browser frees when a page ends. */
  free(tab: Tab): void {
    this.#locks.free(tab);
  }

  channel(name: string, tab: Tab): Channel {
    const mine: { name: string; tab: Tab; hear: (message: unknown) => void }[] = [];
    return {
      post: (message) => {
        for (const each of this.#channels) {
          if (each.name === name && each.tab !== tab && !each.tab.isDeaf) queueMicrotask(() => each.hear(structuredClone(message)));
        }
      },
      listen: (hear) => {
        const entry = { name, tab, hear };
        mine.push(entry);
        this.#channels.add(entry);
      },
      close: () => mine.forEach((entry) => this.#channels.delete(entry)),
    };
  }
}

/** One page. */
export class Tab {
  readonly #triggers = new Map<Trigger, Set<() => void>>();
  readonly #late = new Set<() => void>();
  /** A frozen page's timers fire when it thaws. */
  isFrozen = false;
  /** A page that the browser has put to sleep hears nothing of the others. */
  isDeaf = false;
  hasLeft = false;
  readonly environment: Environment;

  constructor(readonly handset: Handset) {
    const { world } = handset;
    this.environment = {
      api: "",
      client: "leadpwa/0.1.0",
      indexedDB: handset.factory,
      fetch: (url, init) => handset.fetch(url, init),
      locks: handset.locks(this),
      marks: {
        read: (key) => handset.words.get(key) ?? null,
        write: (key, value) => void (value === null ? handset.words.delete(key) : handset.words.set(key, value)),
      },
      now: () => world.now + handset.skew,
      timezoneOffset: () => -480,
      random: (count) => Uint8Array.from({ length: count }, () => Math.floor(world.random() * 256)),
      timer: (ms, call) => this.#timer(ms, call),
      channel: (name) => handset.channel(name, this),
      listen: (trigger, call) => {
        const calls = this.#triggers.get(trigger) ?? new Set();
        this.#triggers.set(trigger, calls.add(call));
        return () => void calls.delete(call);
      },
      persist: () => handset.persisting(),
      storageUsed: async () => handset.used,
      backgroundSync: () => void (handset.backgroundSyncs += 1),
      left: () => (this.hasLeft = true),
    };
  }

  thaw(): void {
    this.isFrozen = false;
    for (const call of this.#late) call();
    this.#late.clear();
  }

  #timer(ms: number, call: () => void): () => void {
    const cancel = this.handset.world.timer(ms, () => {
      if (this.isFrozen) this.#late.add(call);
      else call();
    });
    return () => {
      cancel();
      this.#late.delete(call);
    };
  }

  /** The page ends, in the middle of whatever it does. */
  kill(): void {
    this.isFrozen = true;
    this.handset.free(this);
  }

  trigger(trigger: Trigger): void {
    for (const call of this.#triggers.get(trigger) ?? []) call();
  }
}

/** Web Locks as far as they are used: one name, ifAvailable and steal. */
class FakeLocks {
  readonly #held = new Map<string, { tab: Tab; broken: (error: unknown) => void }>();

  of(tab: Tab): Locks {
    return { request: (name, options, hold) => this.#request(tab, name, options, hold) };
  }

  free(tab: Tab): void {
    for (const [name, holder] of this.#held) if (holder.tab === tab) this.#held.delete(name);
  }

  async #request(
    tab: Tab,
    name: string,
    options: { ifAvailable?: boolean; steal?: boolean },
    hold: (lock: unknown) => Promise<void>,
  ): Promise<unknown> {
    const holder = this.#held.get(name);
    if (holder && !options.steal) return hold(null);
    holder?.broken(new DOMException("stolen", "AbortError"));
    const mine = { tab, broken: (_: unknown) => {} };
    this.#held.set(name, mine);
    const stolen = new Promise<never>((_, reject) => (mine.broken = reject));
    stolen.catch(() => undefined);
    try {
      await Promise.race([hold({ name }), stolen]);
    } finally {
      if (this.#held.get(name) === mine) this.#held.delete(name);
    }
    return undefined;
  }
}

async function unpacked(body: RequestInit["body"], isPacked: boolean): Promise<string> {
  if (!isPacked) return body as string;
  const stream = new Blob([body as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

function onAbort(init: RequestInit, reject: (error: unknown) => void): void {
  init.signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
}

function page(status: number): Response {
  return new Response("<!doctype html><title>Welcome to the hotel</title>", {
    status,
    headers: { "Content-Type": "text/html; charset=utf-8" },
  });
}

function response({ status, body, headers }: Answer): Response {
  const type = status < 300 ? "application/json" : "application/problem+json";
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": type, ...headers } });
}

function truncated({ status, body }: Answer): Response {
  const text = JSON.stringify(body);
  return new Response(text.slice(0, Math.floor(text.length / 2)), {
    status,
    headers: { "Content-Type": "application/json" },
  });
}
