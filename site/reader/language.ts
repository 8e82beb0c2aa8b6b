// The language of the pages is their address; whoever reads one finds the app and the front door in it too.
import { LANGUAGE_KEY } from "../../leadpwa/pwa/page/names.ts";
import { keep } from "../../leadpwa/pwa/page/storage.ts";

export function startLanguage(): void {
  const language = document.documentElement.dataset["language"];
  if (!language) return;
  const missing = document.documentElement.dataset["page"] === "missing";
  if (missing) showOwn(language);
  else keep(LANGUAGE_KEY, language);
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".top a[hreflang]")) {
    link.addEventListener("click", () => keep(LANGUAGE_KEY, link.hreflang.startsWith("zh") ? "zh" : "en"));
  }
}

/** The page for addresses that do not exist speaks both languages, until the address says one. */
function showOwn(first: string): void {
  const base = document.documentElement.dataset["base"] ?? "/";
  const asked = location.pathname.slice(base.length).split("/")[0];
  const parts = [...document.querySelectorAll<HTMLElement>("[data-only]")];
  const own = parts.some((part) => part.dataset["only"] === asked) ? asked : first;
  for (const part of parts) part.hidden = part.dataset["only"] !== own;
}
