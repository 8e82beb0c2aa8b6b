// Which sheet lies uppermost: what is said belongs there, since all below it can neither be seen nor be heard.
import { computed, signal } from "@preact/signals";

const open = signal<readonly string[]>([]);

/** The id of the sheet opened last that is still open; null = the page itself. */
export const uppermost = computed(() => open.value.at(-1) ?? null);

/** Answers what takes the sheet away again. */
export function lay(id: string): () => void {
  open.value = [...open.value, id];
  return () => {
    open.value = open.value.filter((one) => one !== id);
  };
}
