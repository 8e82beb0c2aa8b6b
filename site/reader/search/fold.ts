// Folding: what counts as the same letter. NFKC, lower case, traditional characters to simplified.

/** Gives the folded text; `pairs` of the traditional character and its simplified one come from the build. */
export type Fold = (text: string) => string;

export function foldWith(pairs: string): Fold {
  const simplified = new Map<string, string>();
  const chars = [...pairs];
  for (let index = 0; index + 1 < chars.length; index += 2) simplified.set(chars[index] ?? "", chars[index + 1] ?? "");
  if (!simplified.size) return plain;
  const traditional = new RegExp(`[${[...simplified.keys()].join("")}]`, "gu");
  return (text) => plain(text).replace(traditional, (char) => simplified.get(char) ?? char);
}

const plain: Fold = (text) => text.normalize("NFKC").toLowerCase();

/** Where the folded words stand in the text as it is written, in order, none within another. */
export function ranges(text: string, words: readonly string[], fold: Fold): [number, number][] {
  const folded = fold(text);
  const found: [number, number][] = [];
  for (const word of words.map(fold)) {
    if (!word) continue;
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) found.push([at, at + word.length]);
  }
  if (!found.length) return [];
  const origin = folded.length === text.length ? null : origins(text, fold);
  const back = (index: number): number => origin?.[index] ?? (origin ? text.length : index);
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const apart: [number, number][] = [];
  for (const [from, to] of found) {
    const last = apart.at(-1);
    if (!last || from >= last[1]) apart.push([from, to]);
    else last[1] = Math.max(last[1], to);
  }
  return apart.map(([from, to]) => [back(from), back(to)]);
}

/** For each place in the folded text, the place of the character that it came from. */
function origins(text: string, fold: Fold): number[] {
  const from: number[] = [];
  let at = 0;
  for (const char of text) {
    for (let n = fold(char).length; n > 0; n -= 1) from.push(at);
    at += char.length;
  }
  return from;
}
