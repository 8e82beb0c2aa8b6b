// What the service worker says of the installed version, and the one switch to a new one, made when nothing is lost by it.
import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Progress } from "../page/names.ts";
import { followVersions, switchTo } from "../page/versions.ts";

export const installed = signal<Progress | null>(null);
/** A new version that is whole and waits to be switched to. */
export const waiting = signal<ServiceWorker | null>(null);

/** `busy`: a form is open or a sync runs. The page then keeps the version that it has. */
export async function startInstall(base: string, busy: ReadonlySignal<boolean>): Promise<void> {
  const switched = signal(false);
  const stop = effect(() => {
    if (!switched.value || busy.value) return;
    queueMicrotask(() => stop());
    location.reload();
  });
  await followVersions(base, {
    progress: (said) => {
      if (said.total > 0) installed.value = said;
    },
    waiting: (worker) => {
      waiting.value = worker;
    },
    switched: () => {
      switched.value = true;
    },
  });
}

export const switchVersion = (): void => switchTo(waiting.value);
