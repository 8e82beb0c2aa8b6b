// The service worker as a page sees it: registered, tried again until it is there, and heard of every new version.
import { INSTALL_CHANNEL, type Progress } from "./names.ts";

export interface Hearing {
  progress: (said: Progress) => void;
  /** A new version that is whole and waits to be switched to; null = there is none any more. */
  waiting: (worker: ServiceWorker | null) => void;
  /** Another version has taken this page over, once: asked for here or on another page. */
  switched: () => void;
}

const AGAIN_MS = 30_000;

export async function followVersions(base: string, hearing: Hearing): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!workers) return;
  new BroadcastChannel(INSTALL_CHANNEL).addEventListener("message", ({ data }) => {
    if (data?.type === "install") hearing.progress(data as Progress);
  });
  hearSwitch(workers, hearing);
  const options = { scope: base, updateViaCache: "none" } as const;
  const register = (): Promise<ServiceWorkerRegistration> => workers.register(`${base}sw.js`, options);
  const registration = await register();
  registration.active?.postMessage({ type: "state" });
  hearWaiting(workers, registration, hearing);
  // A first installation that was cut off leaves no worker behind: registering again goes on where it stopped.
  const again = (): void => {
    const begun = registration.active ?? registration.installing;
    void (begun ? registration.update() : register()).catch(() => undefined);
  };
  // Registering the same worker again looks for no new one, and browsers put their own look off at will.
  if (registration.active) again();
  else setTimeout(() => !registration.active && !registration.installing && again(), AGAIN_MS);
  addEventListener("online", again);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") again();
  });
}

function hearWaiting(workers: ServiceWorkerContainer, registration: ServiceWorkerRegistration, { waiting }: Hearing): void {
  const look = (): void => waiting(workers.controller ? registration.waiting : null);
  // One that was being installed before this page was opened is heard too.
  const follow = (): void => registration.installing?.addEventListener("statechange", look);
  look();
  follow();
  registration.addEventListener("updatefound", follow);
}

function hearSwitch(workers: ServiceWorkerContainer, { switched }: Hearing): void {
  let controlled = workers.controller !== null;
  let told = false;
  workers.addEventListener("controllerchange", () => {
    // The first worker of all takes the page as it is.
    if (controlled && !told) {
      told = true;
      switched();
    }
    controlled = true;
  });
}

export function switchTo(worker: ServiceWorker | null): void {
  worker?.postMessage({ type: "switch" });
}
