// Light, dark, or as the system says: the same setting that the pages keep.
import { signal } from "@preact/signals";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "leadpwa-theme";
export const theme = signal<Theme>("system");

export function startTheme(): void {
  apply(THEMES.find((one) => one === localStorage.getItem(KEY)) ?? "system");
}

export function chooseTheme(next: Theme): void {
  if (next === "system") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, next);
  apply(next);
}

function apply(next: Theme): void {
  theme.value = next;
  if (next === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = next;
}
