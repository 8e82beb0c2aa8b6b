import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";

/** A row with a switch at its end; what stands between (the wording) is pressed by itself. */
export function Switch(props: { label: string; labelId: string; on: boolean; onChange: (on: boolean) => void; children?: ComponentChildren }): JSX.Element {
  const id = useId();
  return (
    <div class="switch-row">
      <label for={id} id={props.labelId}>{props.label}</label>
      {props.children}
      <input id={id} class="switch" type="checkbox" role="switch" checked={props.on} onChange={(event) => props.onChange(event.currentTarget.checked)} />
    </div>
  );
}
