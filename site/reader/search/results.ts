// What the search found, as a list of links.
import type { Piece, Result } from "./match.ts";
import type { Answer } from "./worker.ts";

export function show(answer: Answer, input: HTMLInputElement, results: HTMLElement, base: string): void {
  const list = results.querySelector<HTMLElement>('[role="listbox"]');
  const said = results.querySelector<HTMLElement>(".results-said");
  if (!list || !said) return;
  const words = input.dataset;
  const shown = answer.total ? answer.results : answer.suggestions;
  if (answer.failed) said.textContent = words["failed"] ?? "";
  else if (answer.total) said.textContent = (words["count"] ?? "").replace("{n}", String(answer.total));
  else said.textContent = [(words["none"] ?? "").replace("{q}", input.value.trim()), shown.length ? words["try"] : ""].join(" ").trim();
  list.replaceChildren(...shown.map((result, index) => option(result, index, base)));
  input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-expanded", String(shown.length > 0));
  results.hidden = false;
  results.scrollTop = 0;
}

function option(result: Result, index: number, base: string): HTMLAnchorElement {
  const link = document.createElement("a");
  const [path = "", anchor] = result.url.split("#");
  const query = result.words.length ? `?q=${encodeURIComponent(result.words.join("\t"))}` : "";
  link.href = `${base}${path}${query}${anchor ? `#${anchor}` : ""}`;
  link.id = `result-${index}`;
  link.setAttribute("role", "option");
  link.setAttribute("aria-selected", "false");
  link.tabIndex = -1;
  link.append(line("result-title", result.title));
  const number = result.number ? ` ${result.number}` : "";
  const where = result.section + number + (result.heading ? ` › ${result.heading}` : "");
  link.append(line("result-where", [[where, false]]));
  if (result.text.length) link.append(line("result-text", result.text));
  return link;
}

function line(name: string, pieces: readonly Piece[]): HTMLElement {
  const element = document.createElement("span");
  element.className = name;
  for (const [text, hit] of pieces) {
    if (hit) {
      const mark = document.createElement("mark");
      mark.textContent = text;
      element.append(mark);
    } else element.append(text);
  }
  return element;
}
