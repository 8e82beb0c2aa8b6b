// Light, dark, or as the system says: the same setting that the pages keep.
import { signal } from "@preact/signals";
import { THEME_KEY } from "../page/names.ts";
import { keep, recall } from "../page/storage.ts";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const theme = signal<Theme>("system");

export function startTheme(): void {
  const kept = recall(THEME_KEY);
  apply(THEMES.find((one) => one === kept) ?? "system");
}

export function chooseTheme(next: Theme): void {
  keep(THEME_KEY, next === "system" ? null : next);
  apply(next);
}

function apply(next: Theme): void {
  theme.value = next;
  if (next === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = next;
}
