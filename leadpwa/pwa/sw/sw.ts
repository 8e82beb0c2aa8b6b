// The service worker: installs a whole version from bundles, then answers every page and file from it.
//
// A version is one Cache. Until all of it is there this worker stays "installing" and the one before answers; the
// browser's switch from one worker to the next is the switch of versions, and the old Cache goes last of all.
import { answerFrom } from "./answer.ts";
import { INSTALL_CHANNEL, type Progress } from "../page/names.ts";
import { installVersion } from "./install.ts";
import { cacheName, PREFIX, VERSION } from "./version.ts";

declare const self: ServiceWorkerGlobalScope;

const channel = new BroadcastChannel(INSTALL_CHANNEL);
let last: Progress | null = null;

function tell(progress: Progress): void {
  last = progress;
  channel.postMessage({ type: "install", ...progress });
}

self.addEventListener("install", (event) => {
  // While a version is there and whole, the next one is fetched beside it without taking that word back.
  const beside = (progress: Progress): void => channel.postMessage({ type: "update", ...progress });
  // "Ready" is the active worker's word: until it has taken the pages over, they still need the network.
  const first = (progress: Progress): void => tell({ ...progress, ready: false });
  event.waitUntil(installVersion(self.registration.active ? beside : first));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      await self.clients.claim();
      await tellState();
      const names = await caches.keys();
      await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== cacheName(VERSION)).map((name) => caches.delete(name)));
    })(),
  );
});

self.addEventListener("message", (event) => {
  const { type } = event.data as { type?: string };
  if (type === "switch") event.waitUntil(self.skipWaiting());
  if (type === "state") event.waitUntil(tellState());
});

self.addEventListener("fetch", (event) => {
  const answer = answerFrom(event.request);
  if (answer) event.respondWith(answer);
});

// Sending is the app's: the worker only wakes the pages that are open.
self.addEventListener("sync", (event) => {
  (event as ExtendableEvent).waitUntil(wake());
});

async function wake(): Promise<void> {
  for (const client of await self.clients.matchAll({ type: "window" })) client.postMessage({ type: "sync" });
}

async function tellState(): Promise<void> {
  tell(last?.ready ? last : await installVersion(() => undefined, { look: true }));
}
