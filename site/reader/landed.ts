// Where a link led: the paragraph is lit for a moment, and what was searched for is marked.
import { decoded } from "../../leadpwa/pwa/page/decoded.ts";
import { type Fold, foldWith, ranges } from "./search/fold.ts";

const LIT_MS = 4000;
const BLOCKS = "p, li, tr, dd, dt, h2, h3, summary";

export function lightUp(): void {
  const query = new URLSearchParams(location.search).get("q");
  if (query) {
    markAll(query.split("\t").filter(Boolean), foldWith(""));
    history.replaceState(history.state, "", location.pathname + location.hash);
  }
  const anchor = decoded(location.hash.slice(1));
  const target = anchor ? document.getElementById(anchor) : null;
  if (target instanceof HTMLDetailsElement) target.open = true;
  if (!target?.closest("[data-prose]")) return;
  const block = /^H[23]$/.test(target.tagName) ? (target.nextElementSibling ?? target) : target;
  block.classList.add("landed");
  setTimeout(() => block.classList.remove("landed"), LIT_MS);
}

function markAll(words: readonly string[], fold: Fold): void {
  for (const prose of document.querySelectorAll("[data-prose]")) {
    for (const block of prose.querySelectorAll(BLOCKS)) {
      if (!block.querySelector(BLOCKS)) markIn(block, words, fold);
    }
  }
}

/** Marks the words in the block's text, also where markup cuts through one. */
function markIn(block: Element, words: readonly string[], fold: Fold): void {
  const texts: Text[] = [];
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  const found = ranges(texts.map((text) => text.data).join(""), words, fold);
  let start = 0;
  for (const text of texts) {
    const end = start + text.data.length;
    const inside = found.filter(([from, to]) => from < end && to > start).map(([from, to]) => [Math.max(from - start, 0), Math.min(to, end) - start] as const);
    start = end;
    for (const [from, to] of inside.reverse()) {
      const hit = text.splitText(from);
      hit.splitText(to - from);
      const mark = document.createElement("mark");
      hit.replaceWith(mark);
      mark.append(hit);
    }
  }
}
