// The words of the app. `words.value.log.save` in a component follows the language by itself.
import { computed, signal } from "@preact/signals";
import { LANGUAGE_KEY } from "../page/names.ts";
import { keep, recall } from "../page/storage.ts";
import { en } from "./en.ts";
import { type Catalogue, zh } from "./zh.ts";

export type Language = "zh" | "en";
export type { Catalogue };

export const language = signal<Language>("zh");
export const words = computed<Catalogue>(() => (language.value === "zh" ? zh : en));

/** The language chosen before, else the browser's: Chinese for any zh, English for the rest. */
export function readLanguage(stored: string | null, browser: string): Language {
  if (stored === "zh" || stored === "en") return stored;
  return browser.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export function startLanguage(): void {
  language.value = readLanguage(recall(LANGUAGE_KEY), navigator.language);
}

export function chooseLanguage(next: Language): void {
  language.value = next;
  keep(LANGUAGE_KEY, next);
}
