// The end of a page: whoever reads the policy confirms it there; a lesson that was read to its end is done.
import { dayWords, type Failure, fill, isPaired, keepReading, ownReadings, type Read } from "./readings.ts";

type State = "reading" | "end" | "changed" | "done" | Failure;

export function startConfirm(): void {
  const place = document.querySelector<HTMLElement>("[data-confirm]");
  if (!place) return;
  const { of: page = "", lang = "", version = "", hash = "", done = "" } = place.dataset;
  const isLesson = done === "read";
  let state: State | null = null;
  let busy = false;

  const show = (next: State, read?: Read): void => {
    state = next;
    place.dataset["state"] = next;
    place.hidden = isLesson && next !== "done";
    for (const part of place.querySelectorAll<HTMLElement>("[data-when]")) {
      part.hidden = !(part.dataset["when"] ?? "").split(" ").includes(next);
      const words = part.dataset["words"] ? part : part.querySelector<HTMLElement>("[data-words]");
      if (words && read) words.textContent = fill(words.dataset["words"] ?? "", { v: read.version, date: dayWords(read.at) });
    }
  };
  const keep = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    const kept = await keepReading({ page, lang, version, hash, done });
    busy = false;
    if (typeof kept === "string") show(kept);
    else show("done", kept);
  };
  const atEnd = (): void => {
    if (state !== "reading") return;
    if (!isLesson) show(isPaired() ? "end" : "alone");
    else if (isPaired()) void keep();
  };

  place.querySelector('[data-act="confirm"]')?.addEventListener("click", () => void keep());
  show("reading");
  void ownReadings().then((readings) => {
    const read = readings.get(page);
    if (read?.version === version) show("done", read);
    else if (read && !isLesson) show("changed", read);
    else watchEnd(place, atEnd);
  });
}

/** Calls once the end of the text has come into view. */
function watchEnd(place: HTMLElement, call: () => void): void {
  const end = document.querySelector("[data-prose]")?.lastElementChild ?? place;
  const watcher = new IntersectionObserver((seen) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    watcher.disconnect();
    call();
  });
  watcher.observe(end);
}
