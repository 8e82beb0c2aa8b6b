// What the build puts into the worker: its version, the base path and the headers of every answer.
declare const BASE: string;
declare const CSP: string;
declare const PERMISSIONS: string;

export const VERSION = "%VERSION%";
export const PREFIX = "leadpwa-";
export const base = BASE;
export const cacheName = (version: string): string => `${PREFIX}${version}`;

/** Pages answered from a Cache carry only what is set here. */
export const SECURITY: Readonly<Record<string, string>> = {
  "Content-Security-Policy": CSP,
  "Permissions-Policy": PERMISSIONS,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
};
