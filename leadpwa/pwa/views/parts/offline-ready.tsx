import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import { installed } from "../install.ts";
import { Icon } from "./icons.tsx";

/** How much of the site lies on this phone; a word only once the service worker has said it. */
export function OfflineReady(): JSX.Element | null {
  const now = installed.value;
  const { sync } = words.value;
  if (!now) return null;
  const { ready } = now;
  // All of it may lie here already: until the worker has taken the pages over, they still need the network.
  const getting = now.problem === "space" ? sync.offlineSpace : now.problem ? sync.offlineRetry(now.done, now.total) : sync.offlinePart(now.done, now.total);
  return (
    <p class="offline-ready" data-testid="offline-state" data-state={ready ? "ready" : (now.problem ?? "getting")}>
      <Icon name={ready ? "checkCircle" : now.problem === "space" ? "alert" : "download"} size={16} />
      {ready ? sync.offlineReady : getting}
    </p>
  );
}
