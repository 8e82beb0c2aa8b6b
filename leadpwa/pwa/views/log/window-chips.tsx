import type { JSX } from "preact";
import { expectedFromWindow, nextChange } from "../../domain/classes.ts";
import type { Rules } from "../../domain/rules.ts";
import { daysBetween } from "../../domain/calendar.ts";
import { dayText } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import { PlainBadge } from "../parts/badge.tsx";
import { Chip } from "../parts/chip.tsx";
import { windowsOf } from "../windows.ts";

/** When they may buy: the class, the date it stands for and its next change show as soon as it is tapped. */
export function WindowChips(props: {
  value: string;
  rules: Rules;
  today: string;
  policy: string;
  onChoose: (letter: string) => void;
}): JSX.Element {
  const { log, classes, common } = words.value;
  const choose = (letter: string): void => props.onChoose(props.value === letter ? "" : letter);
  return (
    <section class="form-group" aria-labelledby="log-window">
      <div class="group-head">
        <h2 id="log-window">{log.window}</h2>
        <WindowNote {...props} />
        <a class="small-link" href={props.policy}>
          {common.policy}
        </a>
      </div>
      <div class="window-chips" role="group" aria-labelledby="log-window">
        {windowsOf(props.rules).map(({ letter, label }) => (
          <Chip key={letter} tick on={props.value === letter} onPress={() => choose(letter)}>
            <PlainBadge of={letter} /> {label}
          </Chip>
        ))}
        <Chip tick on={props.value === "-"} onPress={() => choose("-")}>
          <PlainBadge of={null} /> {classes.notAsked}
        </Chip>
      </div>
    </section>
  );
}

function WindowNote({ value, rules, today }: { value: string; rules: Rules; today: string }): JSX.Element {
  const { log } = words.value;
  const on = value === "" || value === "-" ? null : expectedFromWindow(value, today, rules);
  if (on === null) return <p class="window-note" aria-live="polite" />;
  const change = nextChange(on, today, rules);
  const note = log.windowNote(dayText(on, today, { withYear: true }));
  return (
    <p class="window-note" aria-live="polite">
      {note.before}
      <strong>{note.by}</strong>
      {note.after}
      {change ? log.windowChange(daysBetween(today, change.on), change.to) : null}
    </p>
  );
}
