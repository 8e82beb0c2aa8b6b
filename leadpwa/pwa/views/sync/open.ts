import { signal } from "@preact/signals";

/** Whether the sheet of this phone is open: it lies over any screen. */
export const phoneSheetOpen = signal(false);

export function openPhoneSheet(): void {
  phoneSheetOpen.value = true;
}
