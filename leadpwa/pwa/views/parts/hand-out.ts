import type { Phone } from "../../store/types.ts";

/** Gives what is unsent to the browser as a download, named for the day. */
export async function handOut(phone: Phone): Promise<void> {
  const url = URL.createObjectURL(await phone.exportOutbox());
  const link = document.createElement("a");
  link.href = url;
  link.download = `leadpwa-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, "-")}.json`;
  link.click();
  // Some browsers read the address only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
