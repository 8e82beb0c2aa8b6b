// Telephone numbers as people type them, and the one form by which they are compared (docs/rules.md, 2).
const MAINLAND = /^1[3-9][0-9]{9}$/;
const BLANKS = /[\s\-().;]+/g;
const CHINA = "+86";
// E.164 allows 15 digits; no country's subscriber numbers are possible below 7 with their code.
const FOREIGN = /^\+[1-9][0-9]{6,14}$/;

/**
 * The number in E.164, or null where it can't be one. Mainland mobiles by the exact rule; a foreign one by its length
 * alone: the table of every country's lengths is six times as large as this app, and the server has it.
 */
export function e164(text: string): string | null {
  const folded = text.normalize("NFKC").replace(BLANKS, "");
  for (const prefix of [CHINA, "0086", "86", ""]) {
    const rest = folded.slice(prefix.length);
    if (folded.startsWith(prefix) && MAINLAND.test(rest)) return CHINA + rest;
  }
  return FOREIGN.test(folded) && !folded.startsWith(CHINA) ? folded : null;
}
