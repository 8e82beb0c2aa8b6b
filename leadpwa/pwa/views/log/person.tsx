import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import { Field } from "../parts/field.tsx";
import { DuplicateStrip } from "./duplicate-strip.tsx";
import { faultText } from "./fault-text.ts";
import { grouped, type Typed } from "./form.ts";
import type { LogForm } from "./log-form.ts";

/** Number, what is known of it, name and title. */
export function Person({ form }: { form: LogForm }): JSX.Element {
  const { log, common } = words.value;
  const typed = form.typed.value;
  const faults = form.faults.value;
  const mobileError = faultText(faults.mobile) ?? (form.needsContact.value ? log.needContact : null);
  return (
    <>
      <Field
        label={log.mobile}
        value={typed.mobile}
        error={mobileError}
        type="tel"
        inputMode="tel"
        autocomplete="tel"
        name="mobile"
        big
        onInput={(value, input) => {
          const atEnd = input.selectionStart === value.length;
          form.change({ mobile: atEnd ? grouped(value) : value });
        }}
        onLeave={() => form.leave("mobile")}
      >
        <DuplicateStrip typed={{ mobile: typed.mobile, name: typed.name }} />
      </Field>
      <div class="name-row">
        <Field label={log.name} value={typed.name} error={faultText(faults.name)} autocomplete="name" name="name" onInput={(name) => form.change({ name })} />
        <div class="pair-switch" role="group" aria-label={log.honorific}>
          {(["mr", "ms"] as const).map((title) => (
            <button
              key={title}
              type="button"
              aria-pressed={typed.title === title ? "true" : "false"}
              onClick={() => form.change({ title: typed.title === title ? "" : title } satisfies Partial<Typed>)}
            >
              {common[title]}
            </button>
          ))}
        </div>
      </div>
    </>
  );
}
