import type { ComponentChildren, JSX, Ref, TargetedEvent } from "preact";
import { useId } from "preact/hooks";

export interface FieldProps {
  label: string;
  value: string;
  onInput: (value: string, input: HTMLInputElement | HTMLTextAreaElement) => void;
  onLeave?: () => void;
  error?: string | null;
  hint?: string;
  type?: "text" | "tel" | "email" | "date";
  autocomplete?: string;
  inputMode?: "text" | "tel" | "email" | "numeric";
  big?: boolean;
  lines?: number;
  inputRef?: Ref<HTMLInputElement>;
  name?: string;
  /** Stands below the field, inside its description, as the strip of a found duplicate does. */
  children?: ComponentChildren;
}

/** A field with its label inside, always there, and its error in a sentence right below. */
export function Field(props: FieldProps): JSX.Element {
  const id = useId();
  const { label, value, error, hint } = props;
  const described = [error ? `${id}-error` : "", hint ? `${id}-hint` : ""].filter(Boolean).join(" ");
  const shared = {
    id,
    value,
    name: props.name ?? id,
    "aria-invalid": error ? ("true" as const) : ("false" as const),
    ...(described ? { "aria-describedby": described } : {}),
    autocomplete: props.autocomplete ?? "off",
    onInput: (event: TargetedEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      props.onInput(event.currentTarget.value, event.currentTarget),
    ...(props.onLeave ? { onBlur: props.onLeave } : {}),
  };
  return (
    <div class="field-block">
      <div class={`field${props.big ? " field-big" : ""}${props.lines ? " field-lines" : ""}`} data-error={error ? "true" : undefined}>
        <label for={id}>{label}</label>
        {props.lines ? (
          <textarea {...shared} rows={props.lines} />
        ) : (
          // The types tell inputs apart by their literal type; what differs between them is not used here.
          <input {...shared} type={(props.type ?? "text") as "text"} {...(props.inputMode ? { inputMode: props.inputMode } : {})} {...(props.inputRef ? { ref: props.inputRef } : {})} />
        )}
      </div>
      {hint ? (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p class="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      ) : null}
      {props.children}
    </div>
  );
}

export function Select(props: { label: string; value: string; options: readonly (readonly [string, string])[]; onChange: (value: string) => void }): JSX.Element {
  const id = useId();
  return (
    <div class="field field-select">
      <label for={id}>{props.label}</label>
      <select id={id} value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
        {props.options.map(([value, text]) => (
          <option key={value} value={value} selected={value === props.value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
