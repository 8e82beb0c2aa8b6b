// The names under which the app, the pages and the service worker find the same things in this browser.
// The first two stand in site/reader/early.ts once more: it runs before any module is loaded.
export const LANGUAGE_KEY = "leadpwa-lang";
export const THEME_KEY = "leadpwa-theme";
/** The channel on which the worker says how much of the site is here. */
export const INSTALL_CHANNEL = "leadpwa-install";
/** The background sync by which the browser wakes the worker. */
export const WAKE_TAG = "leadpwa-sync";

/** How far the installing of a version has come. */
export interface Progress {
  done: number;
  total: number;
  bytes: number;
  version: string;
  /** All of it is here, and the worker that answers from it is the active one. */
  ready: boolean;
  problem?: "space" | "network";
}
