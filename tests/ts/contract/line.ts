// A phone on a real network: Node's own fetch and clock, storage in memory, and a line that is cut by chance.
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import type { Environment } from "../../../leadpwa/pwa/store/environment.ts";

/** Waits are this much shorter than on a phone. */
const HASTE = 40;

export interface Line {
  readonly environment: Environment;
  /** From now on nothing is cut. */
  mend(): void;
}

export function aLine(server: string, random: () => number): Line {
  let isBad = true;
  const cut = () => new TypeError("Failed to fetch");
  const words = new Map<string, string>();
  const environment: Environment = {
    api: server,
    client: "leadpwa/0.1.0",
    indexedDB: new IDBFactory(),
    fetch: async (url, init) => {
      const chance = isBad && url.endsWith("/sync") ? random() : 1;
      if (chance < 0.15) throw cut();
      const response = await fetch(url, init);
      // The server has done its work, and the phone hears nothing of it.
      if (chance < 0.35) throw cut();
      if (chance < 0.4) return new Response("<!doctype html>", { status: 200, headers: { "Content-Type": "text/html" } });
      return response;
    },
    locks: null,
    marks: {
      read: (key) => words.get(key) ?? null,
      write: (key, value) => void (value === null ? words.delete(key) : words.set(key, value)),
    },
    now: () => Date.now(),
    timezoneOffset: () => -480,
    random: (count) => Uint8Array.from({ length: count }, () => Math.floor(random() * 256)),
    timer: (ms, call) => {
      const timer = setTimeout(call, ms / HASTE);
      return () => clearTimeout(timer);
    },
    channel: () => ({ post: () => {}, listen: () => {}, close: () => {} }),
    listen: () => () => {},
    persist: async () => null,
    storageUsed: async () => null,
    backgroundSync: () => {},
    left: () => {},
  };
  return { environment, mend: () => void (isBad = false) };
}
