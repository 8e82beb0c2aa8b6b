import type { JSX } from "preact";
import { Icon } from "./icons.tsx";

/** One of a sheet's choices, with what it means in smaller letters. */
export function Choice(props: { on: boolean; title: string; second: string; onPress: () => void }): JSX.Element {
  return (
    <li>
      <button type="button" class="choice" aria-pressed={props.on ? "true" : "false"} onClick={props.onPress}>
        <span>
          <strong>{props.title}</strong>
          <small>{props.second}</small>
        </span>
        {props.on ? <Icon name="check" size={22} strong /> : null}
      </button>
    </li>
  );
}
