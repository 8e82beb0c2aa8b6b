// The bar that says what was saved, and lets one take it back. One at a time, for the whole app.
import { signal } from "@preact/signals";
import { SECOND_THOUGHTS_MS } from "../../sync/save.ts";

export interface Said {
  title: string;
  /** Asked anew at each drawing: what it says of the sending stays true. */
  second?: () => string;
  /** Something was not done: it then carries no tick. */
  failed?: boolean;
  act?: { label: string; run: () => void };
}

/** Less than a deletion rests: while the bar offers it, it can be taken back. */
const STAYS_MS = SECOND_THOUGHTS_MS - 1000;

export const said = signal<Said | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

export function say(next: Said): void {
  said.value = next;
  resume();
}

/** Held while a finger, a pointer or the focus is on it. */
export function hold(): void {
  clearTimeout(timer);
}

export function resume(): void {
  clearTimeout(timer);
  timer = setTimeout(hush, STAYS_MS);
}

export function hush(): void {
  clearTimeout(timer);
  said.value = null;
}
