import { words } from "../../i18n/index.ts";
import type { Phone } from "../../store/types.ts";
import { act } from "./act.ts";
import { say } from "./said.ts";

/** Gives what is unsent to the browser as a download, named for the day; answers whether it did. */
export function handOut(phone: Phone): Promise<boolean> {
  return act(async () => {
    const url = URL.createObjectURL(await phone.exportOutbox());
    const link = document.createElement("a");
    link.href = url;
    link.download = `leadpwa-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, "-")}.json`;
    link.click();
    // Some browsers read the address only after the click has returned.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    say({ title: words.value.sync.exported });
  });
}
