// How texts are compared: the same in both languages, whatever a language's own idea of order and blanks is.
const ENDS = /^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g;

/** The form in which ids are compared: NFKC, trimmed, lower case. */
export function folded(text: string): string {
  return text.normalize("NFKC").replace(ENDS, "").toLowerCase();
}

/** Order by code point. Where UTF-16 units differ from it, a half of a pair stands above the units after it. */
export function byCodePoint(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let n = 0; n < length; n += 1) {
    const [one, other] = [a.charCodeAt(n), b.charCodeAt(n)];
    if (one !== other) return lifted(one) - lifted(other);
  }
  return a.length - b.length;
}

function lifted(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
