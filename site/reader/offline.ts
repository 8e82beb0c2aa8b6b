// Whether the site lies on this device: says so on the page, and keeps trying until it does.

interface Said {
  type: "install";
  done: number;
  total: number;
  bytes: number;
  version: string;
  ready: boolean;
  problem?: "space" | "network";
}

export function startOffline(): void {
  const root = document.documentElement;
  if (!("offline" in root.dataset) || !("serviceWorker" in navigator)) return;
  const places = [...document.querySelectorAll<HTMLElement>('[data-testid="offline-state"]')];
  const channel = new BroadcastChannel("leadpwa-install");
  channel.addEventListener("message", ({ data }: MessageEvent<Said>) => {
    if (data.type === "install") for (const place of places) tell(place, data);
  });
  void register(root.dataset["base"] ?? "/").catch(() => undefined);
}

function tell(place: HTMLElement, said: Said): void {
  const { readyWords = "", space = "", retry = "" } = place.dataset;
  const counted = `${readyWords} ${said.done}/${said.total}`;
  place.dataset["state"] = said.ready ? "ready" : (said.problem ?? "getting");
  const text = place.querySelector("[data-text]");
  if (!text) return;
  if (said.problem === "space") text.textContent = space;
  else if (said.problem) text.textContent = `${counted} ${retry}`;
  else text.textContent = counted;
  if (said.ready) place.title = `${(said.bytes / 1e6).toFixed(1)} MB`;
}

async function register(base: string): Promise<void> {
  const controlled = navigator.serviceWorker.controller !== null;
  const options = { scope: base, updateViaCache: "none" } as const;
  const registration = await navigator.serviceWorker.register(`${base}sw.js`, options);
  registration.active?.postMessage({ type: "state" });
  watch(registration, controlled);
  // Registering the same worker again looks for no new one, and browsers put their own look off at will.
  if (registration.active) void registration.update().catch(() => undefined);
  // A first installation that was cut off leaves no worker behind: registering again goes on where it stopped.
  const again = (): void => {
    if (registration.active || registration.installing) void registration.update().catch(() => undefined);
    else void navigator.serviceWorker.register(`${base}sw.js`, options).catch(() => undefined);
  };
  addEventListener("online", again);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") again();
  });
  if (!registration.active) setTimeout(() => !registration.active && !registration.installing && again(), 30_000);
}

/** A new version that is whole offers itself; the page reloads once it has taken over. */
function watch(registration: ServiceWorkerRegistration, controlled: boolean): void {
  const look = (): void => {
    if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
  };
  look();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", look);
  });
  let reloaded = !controlled;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (reloaded) {
      // The first worker of all takes the page as it is.
      reloaded = false;
      return;
    }
    reloaded = true;
    location.reload();
  });
}

function offer(waiting: ServiceWorker): void {
  const said = document.querySelector<HTMLElement>("[data-said]");
  const words = document.querySelector<HTMLElement>('[data-testid="offline-state"]')?.dataset;
  if (!said || !words || said.firstChild) return;
  const line = document.createElement("p");
  line.textContent = words["update"] ?? "";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words["updateNow"] ?? "";
  button.addEventListener("click", () => waiting.postMessage({ type: "switch" }));
  line.append(button);
  said.append(line);
}
