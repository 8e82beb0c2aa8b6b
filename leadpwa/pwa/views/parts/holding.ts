// Forms that stand open: a new version waits for them, since loading it would shut them under the finger.
import { computed, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

const open = signal(0);

export const isHeld = computed(() => open.value > 0);

/** While `on` is true, and the part that says so is on the screen. */
export function useHold(on: boolean): void {
  useEffect(() => (on ? takeHold() : undefined), [on]);
}

/** Answers what lets go again. */
export function takeHold(): () => void {
  open.value += 1;
  return () => {
    open.value -= 1;
  };
}
