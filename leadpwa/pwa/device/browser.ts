// The browser as the phone's code sees it.
import { version } from "../../../package.json";
import { WAKE_TAG } from "../page/names.ts";
import { keep, recall } from "../page/storage.ts";
import type { Channel, Environment, Trigger } from "../store/environment.ts";

export function browserEnvironment(): Environment {
  return {
    api: document.querySelector<HTMLMetaElement>('meta[name="leadpwa-api"]')?.content ?? "",
    client: `leadpwa/${version}`,
    indexedDB,
    fetch: (url, init) => fetch(url, init),
    locks: "locks" in navigator ? navigator.locks : null,
    marks: {
      read: recall,
      write: keep,
    },
    now: () => Date.now(),
    timezoneOffset: (ms) => new Date(ms).getTimezoneOffset(),
    random: (count) => crypto.getRandomValues(new Uint8Array(count)),
    timer: (ms, call) => {
      const id = setTimeout(call, ms);
      return () => clearTimeout(id);
    },
    channel,
    listen,
    persist: async () => (await navigator.storage?.persist?.()) ?? null,
    storageUsed: async () => (await navigator.storage?.estimate?.())?.usage ?? null,
    backgroundSync,
    left: () => location.reload(),
  };
}

function channel(name: string): Channel {
  if (typeof BroadcastChannel === "undefined") return { post: () => {}, listen: () => {}, close: () => {} };
  const own = new BroadcastChannel(name);
  return {
    post: (message) => own.postMessage(message),
    listen: (hear) => own.addEventListener("message", (event) => hear(event.data)),
    close: () => own.close(),
  };
}

function listen(trigger: Trigger, call: () => void): () => void {
  const [target, name, isMeant] = sourceOf(trigger);
  const hear = (event: Event) => {
    if (isMeant(event)) call();
  };
  target?.addEventListener(name, hear);
  return () => target?.removeEventListener(name, hear);
}

/** Who says so by which event, and which of those events count. */
function sourceOf(trigger: Trigger): [EventTarget | undefined, string, (event: Event) => boolean] {
  switch (trigger) {
    case "online":
      return [window, "online", () => true];
    case "visible":
      return [document, "visibilitychange", () => document.visibilityState === "visible"];
    case "woken":
      return [navigator.serviceWorker, "message", (event) => (event as MessageEvent).data?.type === "sync"];
  }
}

/** Chromium alone has it. */
interface SyncRegistration extends ServiceWorkerRegistration {
  readonly sync?: { register(tag: string): Promise<void> };
}

function backgroundSync(): void {
  navigator.serviceWorker?.ready
    .then((registration: SyncRegistration) => registration.sync?.register(WAKE_TAG))
    .catch(() => undefined);
}
