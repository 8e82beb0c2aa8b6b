import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import { faultText } from "../log/fault-text.ts";
import { Field } from "../parts/field.tsx";
import type { ContactFaults } from "./contact.ts";

/** What is to be done next, and on which day. */
export function StepFields(props: { what: string; on: string; faults: ContactFaults; onChange: (what: string, on: string) => void }): JSX.Element {
  const { lead } = words.value;
  const { what, on } = props.faults;
  return (
    <div class="step-fields">
      <Field
        label={lead.what}
        value={props.what}
        error={what === "missing" ? lead.whatMissing : what ? faultText({ why: "long", ...what }) : null}
        onInput={(value) => props.onChange(value, props.on)}
      />
      <Field label={lead.on} type="date" value={props.on} error={on ? lead.onMissing : null} onInput={(value) => props.onChange(props.what, value)} />
    </div>
  );
}
