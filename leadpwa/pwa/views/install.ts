// What the service worker says of the installed version, and the one switch to a new one that is safe.
import { signal } from "@preact/signals";

export interface Installed {
  done: number;
  total: number;
  ready: boolean;
}

export const installed = signal<Installed | null>(null);
/** A new version is whole and waits to be switched to. */
export const waiting = signal<ServiceWorkerRegistration | null>(null);

export async function startInstall(base: string): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  new BroadcastChannel("leadpwa-install").addEventListener("message", ({ data }) => {
    if (data?.type === "install") installed.value = { done: Number(data.done), total: Number(data.total), ready: data.ready === true };
  });
  const registration = await navigator.serviceWorker.register(`${base}sw.js`, { scope: base });
  const look = (): void => {
    if (registration.waiting && navigator.serviceWorker.controller) waiting.value = registration;
  };
  look();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
}

/** Only when no form is dirty and no sync runs: the caller knows. The page reloads once. */
export function switchVersion(): void {
  const next = waiting.value?.waiting;
  if (!next) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  next.postMessage({ type: "switch" });
}
