// A pairing code as it is typed: 8 characters of Crockford's base 32, in two groups.
import { readCode } from "../../device/pairing.ts";

const LENGTH = 8;

export const isWhole = (code: string): boolean => code.length === LENGTH;

/** ABCD 2345 while it is typed. */
export function shownCode(typed: string): string {
  const code = readCode(typed);
  return code.length > LENGTH / 2 ? `${code.slice(0, LENGTH / 2)} ${code.slice(LENGTH / 2)}` : code;
}

/** A name by which a manager tells phones apart, from what the browser says of itself. */
export function deviceName(agent: string): string {
  const model = /Android [\d.]+; ([^;)]+)/.exec(agent)?.[1]?.replace(/ Build.*/, "").trim();
  const maker = /iPhone|iPad/.exec(agent)?.[0];
  const system = /Windows|Macintosh|Linux/.exec(agent)?.[0]?.replace("Macintosh", "Mac");
  return maker ?? (model && model !== "K" ? model : agent.includes("Android") ? "Android" : (system ?? "Web"));
}
