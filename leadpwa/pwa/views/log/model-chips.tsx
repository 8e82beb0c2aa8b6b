import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { language, words } from "../../i18n/index.ts";
import type { Model } from "../../facts.ts";
import { Chip } from "../parts/chip.tsx";
import { Field } from "../parts/field.tsx";

/** Models of interest, the most chosen at this event first; any other by its name. */
export function ModelChips(props: {
  models: readonly Model[];
  /** Whether the order comes from what was chosen at this event. */
  ranked: boolean;
  chosen: readonly string[];
  other: string;
  otherError: string | null;
  onChoose: (models: readonly string[]) => void;
  onOther: (name: string) => void;
}): JSX.Element {
  const { log } = words.value;
  const open = useSignal(false);
  const showOther = open.value || props.other !== "";
  const toggle = (id: string): void =>
    props.onChoose(props.chosen.includes(id) ? props.chosen.filter((one) => one !== id) : [...props.chosen, id]);
  return (
    <section class="form-group" aria-labelledby="log-models">
      <div class="group-head">
        <h2 id="log-models">{log.models}</h2>
        {props.ranked ? <p class="group-note">{log.modelsHint}</p> : null}
      </div>
      <div class="chips" role="group" aria-labelledby="log-models">
        {props.models.map((model) => (
          <Chip key={model.id} tick on={props.chosen.includes(model.id)} onPress={() => toggle(model.id)}>
            {model[language.value]}
          </Chip>
        ))}
        <Chip
          dashed
          tick
          on={showOther}
          onPress={() => {
            open.value = !showOther;
            if (showOther) props.onOther("");
          }}
        >
          {log.otherModel}
        </Chip>
      </div>
      {showOther ? <Field label={log.otherModelLabel} value={props.other} error={props.otherError} onInput={props.onOther} /> : null}
    </section>
  );
}
