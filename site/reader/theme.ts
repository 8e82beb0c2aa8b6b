// Dark or light by a press; what the system says counts until then.
import { THEME_KEY } from "../../leadpwa/pwa/page/names.ts";
import { keep } from "../../leadpwa/pwa/page/storage.ts";

export function startTheme(): void {
  for (const button of document.querySelectorAll('[data-act="theme"]')) button.addEventListener("click", turn);
}

function turn(): void {
  const root = document.documentElement;
  const dark = (root.dataset["theme"] ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const next = dark ? "light" : "dark";
  root.dataset["theme"] = next;
  keep(THEME_KEY, next);
}
