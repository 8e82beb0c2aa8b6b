// All marks on one page, and the certificate of whoever has finished every lesson with every exercise right.
import { dayWords, fill, isPaired, marksByLesson, ownReadings, whoReads } from "./readings.ts";

export function startMarks(): void {
  const summary = document.querySelector<HTMLElement>("[data-marks]");
  if (!summary) return;
  if (!isPaired()) {
    summary.textContent = summary.dataset["alone"] ?? "";
    return;
  }
  void Promise.all([marksByLesson(), ownReadings()]).then(([marks, readings]) => {
    const rows = [...document.querySelectorAll<HTMLElement>("[data-exercises]")];
    const all = { n: 0, done: 0, right: 0, read: 0, lessons: rows.length };
    let latest = "";
    for (const row of rows) {
      const lesson = row.dataset["of"] ?? "";
      const read = readings.get(lesson);
      const one = { n: Number(row.dataset["exercises"]), ...counted(marks.get(lesson.replace(/^training\//, ""))) };
      const said = row.querySelector<HTMLElement>("[data-lesson-marks]");
      if (said && one.done > 0) said.textContent = fill(said.dataset["lessonMarks"] ?? "", one);
      all.n += one.n;
      all.done += Math.min(one.done, one.n);
      all.right += Math.min(one.right, one.n);
      if (read) all.read += 1;
      if (read && read.at > latest) latest = read.at;
    }
    summary.textContent = fill(summary.dataset["marks"] ?? "", all);
    if (all.lessons > 0 && all.read === all.lessons && all.right === all.n) void certify({ ...all, date: dayWords(latest) });
  });
}

function counted(marks: ReadonlyMap<string, boolean> | undefined): { done: number; right: number } {
  return { done: marks?.size ?? 0, right: [...(marks?.values() ?? [])].filter(Boolean).length };
}

async function certify(values: Record<string, string | number>): Promise<void> {
  const place = document.querySelector<HTMLElement>("[data-certificate]");
  const who = await whoReads();
  if (!place || !who) return;
  const set = (selector: string, text: string): void => {
    const found = place.querySelector(selector);
    if (found) found.textContent = text;
  };
  set("[data-name]", who.name);
  set("[data-text]", fill(place.dataset["certificate"] ?? "", values));
  set("[data-of-organisation]", who.organisation);
  place.hidden = false;
}
