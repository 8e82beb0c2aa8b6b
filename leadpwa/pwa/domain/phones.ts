// Telephone numbers as people type them, and the one form by which they are compared (docs/rules.md 2).
const MAINLAND = /^1[3-9][0-9]{9}$/;
const BLANKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\-().;]+/g;
const CHINA = "+86";
// E.164 allows 15 digits; no country's subscriber numbers are possible below 7 with their code.
const FOREIGN = /^\+[1-9][0-9]{6,14}$/;

/** Reads a foreign number by the table of every country's lengths; null where it is not possible. */
export type World = (folded: string) => string | null;

const byLength: World = (folded) => (FOREIGN.test(folded) ? folded : null);

/**
 * The number in E.164, or null where it can't be one. Mainland mobiles by the exact rule. A foreign one by `world`, which
 * is loaded apart (device/world-numbers.ts): its table is six times as large as this app, so without it by length alone.
 */
export function e164(text: string, world: World = byLength): string | null {
  const folded = text.normalize("NFKC").replace(BLANKS, "");
  for (const prefix of [CHINA, "0086", "86", ""]) {
    const rest = folded.slice(prefix.length);
    if (folded.startsWith(prefix) && MAINLAND.test(rest)) return CHINA + rest;
  }
  return /^\+[0-9]+$/.test(folded) && !folded.startsWith(CHINA) ? world(folded) : null;
}
