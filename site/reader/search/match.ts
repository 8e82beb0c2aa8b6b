// The search itself, without a screen: every word somewhere on the page, title before heading before text.
import { type Fold, ranges } from "./fold.ts";

/** A page as the build writes it: address below the base, title, number, initials, passages [anchor, heading, text]. */
export interface Entry {
  u: string;
  t: string;
  n: number;
  i?: string;
  s: readonly (readonly [string, string, string])[];
}

interface Passage {
  anchor: string;
  heading: string;
  text: string;
  foldedHeading: string;
  foldedText: string;
}

export interface Doc {
  url: string;
  section: string;
  title: string;
  number: number;
  initials: string;
  foldedTitle: string;
  passages: readonly Passage[];
}

export type Piece = readonly [text: string, hit: boolean];

export interface Result {
  url: string;
  section: string;
  number: number;
  title: readonly Piece[];
  heading: string;
  text: readonly Piece[];
  /** The words that stand on the page, for marking them there. */
  words: readonly string[];
}

/** A word of the query and what counts as the same. */
export interface Term {
  word: string;
  others: readonly string[];
}

const BEFORE = 24;
const LENGTH = 90;
const TITLE = 1000;
const INITIALS = 500;
const HEADING = 100;
const SYNONYM = 0.4;

export function prepare(entries: readonly Entry[], section: string, fold: Fold): Doc[] {
  return entries.map((entry) => ({
    url: entry.u,
    section,
    title: entry.t,
    number: entry.n,
    initials: entry.i ?? "",
    foldedTitle: fold(entry.t),
    passages: entry.s.map(([anchor, heading, text]) => ({
      anchor,
      heading,
      text,
      foldedHeading: fold(heading),
      foldedText: fold(text),
    })),
  }));
}

export function termsOf(query: string, synonyms: readonly (readonly string[])[], fold: Fold): Term[] {
  const words = [...new Set(fold(query).split(/\s+/).filter(Boolean))];
  return words.map((word) => withSynonyms(word, synonyms));
}

/** The same with names of several words kept whole, "test drive"; null where the query holds none. */
export function phrasesOf(query: string, synonyms: readonly (readonly string[])[], fold: Fold): Term[] | null {
  let rest = fold(query).trim().replace(/\s+/g, " ");
  const phrases = synonyms.flat().filter((word) => word.includes(" ")).sort((a, b) => b.length - a.length);
  const found = phrases.filter((phrase) => {
    const there = ` ${rest} `.includes(` ${phrase} `);
    if (there) rest = ` ${rest} `.replace(` ${phrase} `, " ").trim();
    return there;
  });
  return found.length ? [...found.map((phrase) => withSynonyms(phrase, synonyms)), ...termsOf(rest, synonyms, fold)] : null;
}

function withSynonyms(word: string, synonyms: readonly (readonly string[])[]): Term {
  const spaced = word.replace(BORDER, " ");
  const others = synonyms.find((group) => group.includes(word))?.filter((other) => other !== word) ?? [];
  return { word, others: spaced === word ? others : [spaced, ...others] };
}

/** Where a letter or a figure meets a Chinese character: people type A类, the pages print A 类. */
const BORDER = /(?<=[a-z0-9%])(?=\p{Script=Han})|(?<=\p{Script=Han})(?=[a-z0-9])/gu;

/** What a query finds: pages with all its words, then those that have its names by another word. */
export function search(docs: readonly Doc[], query: string, synonyms: readonly (readonly string[])[], fold: Fold): Result[] {
  const results = find(docs, termsOf(query, synonyms, fold), fold);
  const phrases = phrasesOf(query, synonyms, fold);
  if (!phrases) return results;
  const known = new Set(results.map((result) => result.url));
  return [...results, ...find(docs, phrases, fold).filter((result) => !known.has(result.url))];
}

/** Every page that has all the terms, the best first. */
export function find(docs: readonly Doc[], terms: readonly Term[], fold: Fold): Result[] {
  if (!terms.length) return [];
  const found: { doc: Doc; score: number; words: string[] }[] = [];
  for (const doc of docs) {
    let score = 0;
    const words: string[] = [];
    for (const term of terms) {
      const [best, on] = weigh(doc, term);
      if (!best) {
        score = 0;
        break;
      }
      score += best;
      words.push(...on);
    }
    if (score) found.push({ doc, score, words });
  }
  found.sort((a, b) => b.score - a.score || a.doc.number - b.doc.number);
  return found.map(({ doc, words }) => result(doc, words, fold));
}

function weigh(doc: Doc, term: Term): [number, string[]] {
  let best = 0;
  const on: string[] = [];
  for (const [index, word] of [term.word, ...term.others].entries()) {
    const score = weighWord(doc, word) * (index ? SYNONYM : 1);
    if (score) on.push(word);
    best = Math.max(best, score);
  }
  if (!best && /^[a-z]{2,}$/.test(term.word) && doc.initials.includes(term.word)) return [INITIALS, []];
  return [best, on];
}

function weighWord(doc: Doc, word: string): number {
  let score = 0;
  if (doc.foldedTitle.includes(word)) score += TITLE + (100 * word.length) / doc.foldedTitle.length;
  let often = 0;
  for (const { foldedHeading, foldedText } of doc.passages) {
    if (foldedHeading.includes(word)) score += HEADING;
    for (let at = foldedText.indexOf(word); at >= 0 && often < 20; at = foldedText.indexOf(word, at + word.length)) often += 1;
  }
  return score + often;
}

function result(doc: Doc, words: readonly string[], fold: Fold): Result {
  let best = doc.passages[0];
  let most = -1;
  for (const passage of doc.passages) {
    let score = 0;
    for (const word of words) score += (passage.foldedHeading.includes(word) ? 3 : 0) + (passage.foldedText.includes(word) ? 2 : 0);
    if (score > most) [best, most] = [passage, score];
  }
  return {
    // Found by its title alone: the page from its beginning.
    url: doc.url + (best?.anchor && most > 0 ? `#${best.anchor}` : ""),
    section: doc.section,
    number: doc.number,
    title: pieces(doc.title, ranges(doc.title, words, fold)),
    heading: most > 0 ? (best?.heading ?? "") : "",
    text: best ? excerpt(best.text, words, fold) : [],
    words,
  };
}

function excerpt(text: string, words: readonly string[], fold: Fold): Piece[] {
  const found = ranges(text, words, fold);
  const start = Math.max((found[0]?.[0] ?? 0) - BEFORE, 0);
  const cut = text.slice(start, start + LENGTH);
  const inside = found
    .filter(([from, to]) => from >= start && to <= start + cut.length)
    .map(([from, to]): [number, number] => [from - start, to - start]);
  const shown = pieces(cut, inside);
  return [...(start ? [["…", false] as const] : []), ...shown, ...(start + LENGTH < text.length ? [["…", false] as const] : [])];
}

function pieces(text: string, found: readonly (readonly [number, number])[]): Piece[] {
  const parts: Piece[] = [];
  let end = 0;
  for (const [from, to] of found) {
    if (from > end) parts.push([text.slice(end, from), false]);
    parts.push([text.slice(from, to), true]);
    end = to;
  }
  if (end < text.length) parts.push([text.slice(end), false]);
  return parts;
}

/** Pages that look like what was meant, for a query that finds nothing: by the pairs of letters they share. */
export function suggest(docs: readonly Doc[], query: string, fold: Fold, most = 5): Result[] {
  const wanted = pairsOf(fold(query).replace(/\s+/g, ""));
  const scored: { doc: Doc; anchor: string; heading: string; score: number }[] = [];
  for (const doc of docs) {
    let best = { anchor: "", heading: "", score: shared(wanted, doc.foldedTitle) * 1.5 };
    for (const passage of doc.passages) {
      const score = shared(wanted, passage.foldedHeading);
      if (score > best.score) best = { anchor: passage.anchor, heading: passage.heading, score };
    }
    if (best.score > 0) scored.push({ doc, ...best });
  }
  scored.sort((a, b) => b.score - a.score || a.doc.number - b.doc.number);
  return scored.slice(0, most).map(({ doc, anchor, heading }) => ({
    url: doc.url + (anchor ? `#${anchor}` : ""),
    section: doc.section,
    number: doc.number,
    title: [[doc.title, false]],
    heading,
    text: [],
    words: [],
  }));
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (let index = 0; index + 2 <= text.length; index += 1) pairs.add(text.slice(index, index + 2));
  if (text.length === 1) pairs.add(text);
  return pairs;
}

function shared(wanted: ReadonlySet<string>, text: string): number {
  let count = 0;
  for (const pair of wanted) if (text.includes(pair)) count += 1;
  return text ? count / Math.sqrt(text.length) : 0;
}
