// Whether two leads are one person (docs/rules.md 10). It warns and links; it never blocks and never merges.
import type { Lead } from "./lead.ts";
import { e164, type World } from "./phones.ts";
import { folded } from "./words.ts";

const LAST_DIGITS = 4;

export type Reached = Pick<Lead, "mobile" | "wechat" | "email">;
export type Named = Pick<Lead, "name" | "mobile">;

/** What names a person for certain: E.164 mobile, WeChat id, e-mail. Leads that share one are the same. */
export function contactKeys(lead: Reached, world?: World): ReadonlySet<string> {
  const mobile = lead.mobile ? e164(lead.mobile, world) : null;
  const keys = new Set(mobile ? [`mobile:${mobile}`] : []);
  for (const [name, text] of [["wechat", lead.wechat], ["email", lead.email]] as const) {
    if (text && folded(text)) keys.add(`${name}:${folded(text)}`);
  }
  return keys;
}

/** Whether two leads share a certain key. */
export function isSame(one: Reached, other: Reached, world?: World): boolean {
  const keys = contactKeys(other, world);
  return [...contactKeys(one, world)].some((key) => keys.has(key));
}

/**
 * Equal name, or pinyin of it, and equal last four digits. Worth a question, never a link by itself. `pinyin` spells
 * Chinese in Latin letters without tones and leaves the rest: 张伟 → zhangwei.
 */
export function isLikelySame(one: Named, other: Named, pinyin: (name: string) => string): boolean {
  const [a, b] = [one, other].map(({ name }) => folded(name ?? "").replaceAll(" ", "")) as [string, string];
  const [endA, endB] = [lastDigits(one.mobile ?? ""), lastDigits(other.mobile ?? "")];
  if (!a || !b || endA === null || endA !== endB) return false;
  const spelt = (name: string): string => pinyin(name).replaceAll(" ", "").toLowerCase();
  return a === b || spelt(a) === spelt(b);
}

function lastDigits(mobile: string): string | null {
  const digits = mobile.normalize("NFKC").replace(/[^0-9]/g, "");
  return digits.length >= LAST_DIGITS ? digits.slice(-LAST_DIGITS) : null;
}
