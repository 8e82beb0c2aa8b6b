import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import { installed } from "../install.ts";
import { Icon } from "./icons.tsx";

/** How much of the site lies on this phone; a word only once the service worker has said it. */
export function OfflineReady(): JSX.Element | null {
  const now = installed.value;
  const { sync } = words.value;
  if (!now) return null;
  const ready = now.ready || now.done === now.total;
  return (
    <p class="offline-ready" data-testid="offline-state" data-state={ready ? "ready" : "getting"}>
      <Icon name={ready ? "checkCircle" : "download"} size={16} />
      {ready ? sync.offlineReady : sync.offlinePart(now.done, now.total)}
    </p>
  );
}
