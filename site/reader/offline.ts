// Whether the site lies on this device: says so on the page, and keeps trying until it does.
import type { Progress } from "../../leadpwa/pwa/page/names.ts";
import { followVersions, switchTo } from "../../leadpwa/pwa/page/versions.ts";

let latest: ServiceWorker | null = null;

export function startOffline(): void {
  const root = document.documentElement;
  if (!("offline" in root.dataset)) return;
  const places = [...document.querySelectorAll<HTMLElement>('[data-testid="offline-state"]')];
  void followVersions(root.dataset["base"] ?? "/", {
    progress: (said) => {
      for (const place of places) tell(place, said);
    },
    waiting: offer,
    switched: () => location.reload(),
  }).catch(() => undefined);
}

function tell(place: HTMLElement, said: Progress): void {
  const { readyWords = "", getting = "", space = "", retry = "" } = place.dataset;
  const counted = `${said.ready ? readyWords : getting} ${said.done}/${said.total}`;
  place.dataset["state"] = said.ready ? "ready" : (said.problem ?? "getting");
  const text = place.querySelector("[data-text]");
  if (!text) return;
  if (said.problem === "space") text.textContent = space;
  else if (said.problem) text.textContent = `${said.done}/${said.total} ${retry}`;
  else text.textContent = counted;
  if (said.ready) place.title = `${(said.bytes / 1e6).toFixed(1)} MB`;
}

/** A new version that is whole offers itself. */
function offer(waiting: ServiceWorker | null): void {
  latest = waiting;
  const said = document.querySelector<HTMLElement>("[data-said]");
  const words = document.querySelector<HTMLElement>('[data-testid="offline-state"]')?.dataset;
  if (!waiting || !said || !words || said.firstChild) return;
  const line = document.createElement("p");
  line.textContent = words["update"] ?? "";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words["updateNow"] ?? "";
  button.addEventListener("click", () => switchTo(latest));
  line.append(button);
  said.append(line);
}
