// Exercises that answer back: an option is pressed, what is right and why is shown, and the mark is written down.
import { fill, keepMark, ownMarks } from "./readings.ts";

export function startExercises(): void {
  const boxes = [...document.querySelectorAll<HTMLElement>("[data-exercise]")];
  const score = document.querySelector<HTMLElement>("[data-score]");
  const lesson = score?.dataset["score"] ?? "";
  if (!score || boxes.length === 0) return;
  const marks = new Map<string, boolean>();
  const tell = (): void => {
    const right = [...marks.values()].filter(Boolean).length;
    score.textContent = fill(score.dataset["words"] ?? "", { n: boxes.length, done: marks.size, right });
    score.hidden = marks.size === 0;
  };
  boxes.at(-1)?.after(score);
  for (const box of boxes) {
    const number = box.dataset["exercise"] ?? "";
    makeAnswerable(box, score.dataset, (answer, isRight) => {
      const mark = { lesson, exercise: number, rules: score.dataset["rules"] ?? "", answer, mark: isRight ? 1 : 0, max: 1 };
      // Counted once it is kept: what the page says must be there when it is opened again.
      void keepMark(mark).then(() => {
        marks.set(number, isRight);
        tell();
      });
    });
  }
  void ownMarks(lesson).then((known) => {
    for (const [number, isRight] of known) if (!marks.has(number)) marks.set(number, isRight);
    tell();
  });
}

type Answered = (answer: string, isRight: boolean) => void;

/** The options become buttons; after an answer they say which was right and which was chosen, until one tries again. */
function makeAnswerable(box: HTMLElement, words: DOMStringMap, answered: Answered): void {
  const right = box.dataset["answer"] ?? "";
  const folded = box.querySelector("details");
  const again = document.createElement("button");
  again.type = "button";
  again.className = "link-button";
  again.textContent = words["again"] ?? "";
  again.hidden = true;
  const buttons = [...box.querySelectorAll<HTMLElement>("[data-option]")].map((option) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...option.childNodes);
    const said = document.createElement("span");
    said.className = "option-said";
    button.append(said);
    option.append(button);
    button.addEventListener("click", () => {
      if (box.dataset["chosen"]) return;
      const chosen = option.dataset["option"] ?? "";
      show(chosen);
      answered(chosen, chosen === right);
    });
    return { option, button, said };
  });
  const show = (chosen: string): void => {
    box.dataset["chosen"] = chosen;
    for (const { option, button, said } of buttons) {
      const letter = option.dataset["option"];
      option.dataset["is"] = letter === right ? "right" : letter === chosen ? "wrong" : "";
      said.textContent = letter === right ? (words["right"] ?? "") : letter === chosen ? (words["yours"] ?? "") : "";
      button.setAttribute("aria-disabled", "true");
    }
    if (folded) folded.open = true;
    again.hidden = false;
  };
  again.addEventListener("click", () => {
    delete box.dataset["chosen"];
    for (const { option, button, said } of buttons) {
      delete option.dataset["is"];
      said.textContent = "";
      button.removeAttribute("aria-disabled");
    }
    if (folded) folded.open = false;
    again.hidden = true;
    buttons[0]?.button.focus();
  });
  box.append(again);
}
