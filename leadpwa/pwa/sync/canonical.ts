// The one text of a JSON value (RFC 8785). Ties between equal stamps are broken by it, on every device alike.
import canonicalize from "canonicalize";

/** A missing field counts as null. Text that has no canonical form (a lone surrogate) is compared by its escapes. */
export function canonical(value: unknown): string {
  try {
    return canonicalize(value ?? null) ?? "null";
  } catch {
    return JSON.stringify(value ?? null);
  }
}

/** Order of the texts as UTF-8 bytes, which is the order of their code points: < 0, 0, > 0. */
export function compareUtf8(a: string, b: string): number {
  for (let at = 0; at < a.length && at < b.length; at++) {
    if (a.charCodeAt(at) === b.charCodeAt(at)) continue;
    // UTF-16 puts surrogates (above U+FFFF) before U+E000..U+FFFF, UTF-8 after them.
    return rank(a.charCodeAt(at)) - rank(b.charCodeAt(at));
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
