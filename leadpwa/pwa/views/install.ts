// What the service worker says of the installed version, and the one switch to a new one, made when nothing is lost by it.
import { effect, type ReadonlySignal, signal } from "@preact/signals";

export interface Installed {
  done: number;
  total: number;
  ready: boolean;
}

export const installed = signal<Installed | null>(null);
/** A new version that is whole and waits to be switched to. */
export const waiting = signal<ServiceWorker | null>(null);

const AGAIN_MS = 30_000;

/** `busy`: a form is dirty or a sync runs. The page then keeps the version that it has. */
export async function startInstall(base: string, busy: ReadonlySignal<boolean>): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  new BroadcastChannel("leadpwa-install").addEventListener("message", ({ data }) => {
    if (data?.type === "install" && data.total > 0) installed.value = { done: data.done, total: data.total, ready: data.ready };
  });
  reloadOnce(busy);
  const options = { scope: base, updateViaCache: "none" } as const;
  const registration = await navigator.serviceWorker.register(`${base}sw.js`, options);
  registration.active?.postMessage({ type: "state" });
  const look = (): void => {
    waiting.value = navigator.serviceWorker.controller ? registration.waiting : null;
  };
  look();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  // A first installation that was cut off leaves no worker behind: registering again goes on where it stopped.
  const again = (): void => {
    const begun = registration.active ?? registration.installing;
    void (begun ? registration.update() : navigator.serviceWorker.register(`${base}sw.js`, options)).catch(() => undefined);
  };
  addEventListener("online", again);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") again();
  });
  setTimeout(() => !registration.active && !registration.installing && again(), AGAIN_MS);
}

/** Whoever switched, this page or another: it loads the new version once, as soon as it is not busy. */
function reloadOnce(busy: ReadonlySignal<boolean>): void {
  let controlled = navigator.serviceWorker.controller !== null;
  const switched = signal(false);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    // The first worker of all takes the page as it is.
    switched.value ||= controlled;
    controlled = true;
  });
  const stop = effect(() => {
    if (!switched.value || busy.value) return;
    queueMicrotask(() => stop());
    location.reload();
  });
}

export function switchVersion(): void {
  waiting.value?.postMessage({ type: "switch" });
}
