// Lists of pages say what has been read, and what has changed since.
import { dayWords, fill, ownReadings, type Read } from "./readings.ts";

export function startProgress(): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-of]:not([data-confirm])")];
  if (rows.length === 0) return;
  void ownReadings().then((readings) => {
    if (readings.size === 0) return;
    for (const row of rows) tell(row, readings.get(row.dataset["of"] ?? ""));
    for (const place of document.querySelectorAll<HTMLElement>("[data-count-of]")) count(place, readings);
    for (const list of document.querySelectorAll<HTMLElement>("[data-first]")) bringForward(list, readings);
    for (const card of document.querySelectorAll<HTMLElement>("[data-next-of]")) goOn(card, readings);
  });
}

function tell(row: HTMLElement, read: Read | undefined): void {
  const said = row.querySelector<HTMLElement>("[data-read-words]");
  if (!read || !said) return;
  const { version = "" } = row.dataset;
  const { readWords = "", changedWords = "" } = said.dataset;
  const isChanged = read.version !== version;
  row.dataset["read"] = isChanged ? "changed" : "yes";
  said.textContent = isChanged ? fill(changedWords, { v: version }) : fill(readWords, { v: read.version, date: dayWords(read.at) });
  said.hidden = false;
}

/** `data-versions` of a place: the pages that it counts, each with the version that stands. */
function standing(place: HTMLElement): [string, string][] {
  return Object.entries(JSON.parse(place.dataset["versions"] ?? "{}") as Record<string, string>);
}

function count(place: HTMLElement, readings: ReadonlyMap<string, Read>): void {
  const pages = standing(place);
  const done = pages.filter(([page, version]) => readings.get(page)?.version === version).length;
  place.textContent = fill(place.dataset["countOf"] ?? "", { done, n: pages.length });
  const bar = place.parentElement?.parentElement?.querySelector<HTMLProgressElement>("progress");
  if (bar) [bar.max, bar.value, bar.hidden] = [pages.length, done, false];
}

/** What has changed since it was read comes first, then what has not been read; as many as stand there without it. */
function bringForward(list: HTMLElement, readings: ReadonlyMap<string, Read>): void {
  const rows = [...list.querySelectorAll<HTMLElement>("[data-of]")];
  const most = Number(list.dataset["first"]);
  const rank = (row: HTMLElement): number => {
    const read = readings.get(row.dataset["of"] ?? "");
    if (!read) return "early" in row.dataset ? 1 : 2;
    return read.version === row.dataset["version"] ? 3 : 0;
  };
  const wanted = rows.map((row) => [rank(row), row] as const).filter(([of]) => of < 3);
  const shown = wanted.sort(([a], [b]) => a - b).slice(0, most).map(([, row]) => row);
  for (const row of rows) row.hidden = !shown.includes(row);
  list.prepend(...shown);
  const section = list.closest("section");
  if (section) section.hidden = shown.length === 0;
}

/** The first lesson that has not been finished. */
function goOn(card: HTMLElement, readings: ReadonlyMap<string, Read>): void {
  const lessons = [...card.querySelectorAll<HTMLElement>("[data-of]")];
  const next = lessons.find((lesson) => !readings.has(lesson.dataset["of"] ?? ""));
  for (const lesson of lessons) lesson.hidden = lesson !== next;
  const after = document.querySelector<HTMLElement>("[data-after-next]");
  const rows = [...(after?.querySelectorAll<HTMLElement>("[data-of]") ?? [])];
  const at = rows.findIndex((row) => row.dataset["of"] === next?.dataset["of"]);
  for (const [index, row] of rows.entries()) row.hidden = !next || index <= at || index > at + Number(after?.dataset["afterNext"]);
  for (const word of card.querySelectorAll<HTMLElement>("[data-go-on]")) word.textContent = word.dataset["goOn"] ?? "";
}
