import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { words } from "../../i18n/index.ts";
import { Field, type FieldProps } from "../parts/field.tsx";
import { Icon } from "../parts/icons.tsx";
import { DuplicateStrip } from "./duplicate-strip.tsx";
import { faultText } from "./fault-text.ts";
import type { TextField } from "./form.ts";
import type { LogForm } from "./log-form.ts";

const FIELDS: readonly (readonly [Exclude<TextField, "mobile" | "name" | "otherModel">, Partial<FieldProps>])[] = [
  ["note", { lines: 3 }],
  ["wechat", {}],
  ["email", { type: "email", inputMode: "email", autocomplete: "email" }],
  ["company", { autocomplete: "organization" }],
  ["city", { autocomplete: "address-level2" }],
];

/** What can also be written down now; closed until wanted, open where something stands in it. */
export function MoreFields({ form, children }: { form: LogForm; children: ComponentChildren }): JSX.Element {
  const { log } = words.value;
  const typed = form.typed.value;
  const faults = form.faults.value;
  const opened = useSignal(false);
  const filled = FIELDS.some(([field]) => typed[field] !== "") || typed.source !== "";
  const open = opened.value || filled;
  return (
    <section class="more-fields">
      <button
        type="button"
        class="more-button"
        aria-expanded={open ? "true" : "false"}
        aria-controls="log-more"
        onClick={() => {
          opened.value = !opened.value;
        }}
      >
        <strong>{log.more}</strong>
        <span>{log.moreHint}</span>
        <Icon name="down" size={22} />
      </button>
      <div id="log-more" hidden={!open}>
        {FIELDS.map(([field, how]) => (
          <Field
            key={field}
            {...how}
            label={log[field]}
            name={field}
            value={typed[field]}
            error={faultText(faults[field])}
            onInput={(value) => form.change({ [field]: value })}
            onLeave={() => form.leave(field)}
          >
            {field === "wechat" || field === "email" ? <DuplicateStrip typed={{ [field]: typed[field] }} /> : null}
          </Field>
        ))}
        {children}
      </div>
    </section>
  );
}
