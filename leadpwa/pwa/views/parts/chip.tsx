import type { ComponentChildren, JSX } from "preact";
import { Icon } from "./icons.tsx";

export interface ChipProps {
  on: boolean;
  onPress: () => void;
  children: ComponentChildren;
  /** On the form a chosen chip carries a tick over its corner, so that choosing moves nothing. */
  tick?: boolean;
  dashed?: boolean;
  label?: string;
}

export function Chip({ on, onPress, children, tick = false, dashed = false, label }: ChipProps): JSX.Element {
  return (
    <button
      type="button"
      class={`chip${dashed ? " chip-dashed" : ""}`}
      aria-pressed={on ? "true" : "false"}
      {...(label ? { "aria-label": label } : {})}
      onClick={onPress}
    >
      {children}
      {tick && on ? (
        <span class="chip-tick">
          <Icon name="check" size={16} strong />
        </span>
      ) : null}
    </button>
  );
}
