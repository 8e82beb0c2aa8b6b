// The search in a thread of its own: the text is fetched once, when the first question comes.
import { type Fold, foldWith } from "./fold.ts";
import { type Doc, type Entry, prepare, type Result, search, suggest } from "./match.ts";

export interface Question {
  id: number;
  query: string;
  base: string;
  language: string;
}

export interface Answer {
  id: number;
  total: number;
  results: readonly Result[];
  suggestions: readonly Result[];
  failed?: boolean;
}

interface Manifest {
  shards: readonly { section: string; url: string }[];
  synonyms: readonly (readonly string[])[];
  folding: string;
}

interface Library {
  docs: readonly Doc[];
  synonyms: readonly (readonly string[])[];
  fold: Fold;
}

const MOST = 30;
let library: Promise<Library> | null = null;

async function load(base: string, language: string): Promise<Library> {
  const manifest = (await (await get(`${base}search/${language}.json`)).json()) as Manifest;
  const [pairs, ...shards] = await Promise.all([
    get(manifest.folding).then((answer) => answer.text()),
    ...manifest.shards.map(async ({ section, url }) => ({ section, entries: (await (await get(url)).json()) as Entry[] })),
  ]);
  const fold = foldWith(pairs);
  return { docs: shards.flatMap(({ section, entries }) => prepare(entries, section, fold)), synonyms: manifest.synonyms, fold };
}

async function get(url: string): Promise<Response> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer;
}

async function answer({ id, query, base, language }: Question): Promise<Answer> {
  library ??= load(base, language);
  try {
    const { docs, synonyms, fold } = await library;
    const results = search(docs, query, synonyms, fold);
    const suggestions = results.length ? [] : suggest(docs, query, fold);
    return { id, total: results.length, results: results.slice(0, MOST), suggestions };
  } catch {
    // The next question tries again: the text may have come by then.
    library = null;
    return { id, total: 0, results: [], suggestions: [], failed: true };
  }
}

addEventListener("message", ({ data }: MessageEvent<Question>) => {
  void answer(data).then((said) => postMessage(said));
});
