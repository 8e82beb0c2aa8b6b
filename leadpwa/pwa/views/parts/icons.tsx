// Our own drawings: 24 grid, one line weight, no fill, the text's colour. Decoration: the word beside it speaks.
import type { JSX } from "preact";
import {
  back, close, search, more, right, down, plus, check, checkCircle, clock, alert, flag, today, leads, board,
  learn, call, pencil, message, sync, download, calendar, meeting, drive, quote, objection, note, reply,
  heart, lock,
} from "../../../../static/icons/icons.json";

/** Of the drawings that pages and app share, those that the app has a use for. */
const PATHS = {
  back, close, search, more, right, down, plus, check, checkCircle, clock, alert, flag, today, leads, board,
  learn, call, pencil, message, sync, download, calendar, meeting, drive, quote, objection, note, reply,
  heart, lock,
} as const;

export type IconName = keyof typeof PATHS;
export type IconSize = 16 | 20 | 22 | 24 | 26;

export function Icon({ name, size = 24, strong = false }: { name: IconName; size?: IconSize; strong?: boolean }): JSX.Element {
  return (
    <svg
      class={`icon icon-${size} icon-${name}${strong ? " icon-strong" : ""}`}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
