import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import { SaveError } from "../../store/types.ts";
import { faultText } from "../log/fault-text.ts";
import { localMoment } from "../log/moment.ts";
import type { Known } from "../known.ts";
import { Chip } from "../parts/chip.tsx";
import { Field } from "../parts/field.tsx";
import { say } from "../parts/said.ts";
import { SaveAct } from "../parts/save-act.tsx";
import { Sheet } from "../parts/sheet.tsx";
import { undoOf } from "../parts/undo.ts";
import { Unfinished } from "../parts/unfinished.tsx";
import { Switch } from "../parts/switch.tsx";
import { useDraft } from "../parts/use-draft.ts";
import { useWorld } from "../world.ts";
import { activityOf, contactFaults, type ContactFaults, NO_CONTACT, readContact, resultsOf, TYPES } from "./contact.ts";
import { StepFields } from "./step-fields.tsx";

/** A contact logged in a few taps: how, with what result, what was said, and the next step agreed. */
export function AddContact({ lead, answers, onClose }: { lead: Known; answers: { id: string; what: string } | null; onClose: () => void }): JSX.Element {
  const { phone } = useWorld();
  const draft = useDraft(`contact-${lead.id}`, NO_CONTACT, readContact);
  const faults = useSignal<ContactFaults>({});
  const failure = useSignal<string | null>(null);
  const { lead: say_, activities, results, log } = words.value;
  const contact = draft.value;

  const save = async (): Promise<void> => {
    faults.value = contactFaults(contact);
    if (Object.keys(faults.value).length > 0) return;
    const step = contact.stepWhat.trim();
    const next = { kind: "lead", id: lead.id, patch: { next_step: { what: step, on: contact.stepOn } } };
    const activity = activityOf(contact, lead.id, localMoment(new Date()), answers?.id ?? null);
    try {
      await draft.save(async () => {
        const saved = await phone.create("activity", activity, { draft: `contact-${lead.id}`, ...(step && { also: next }) });
        onClose();
        say({ title: say_.added(activities[contact.type] ?? contact.type), act: undoOf(phone, saved) });
      });
    } catch (error) {
      failure.value = log.failed[error instanceof SaveError ? error.kind : "failed"];
    }
  };

  return (
    <Sheet
      title={answers ? say_.answering(answers.what) : say_.addTitle}
      onClose={onClose}
      foot={<SaveAct failure={failure.value} save={save} />}
    >
      {draft.isRestored ? <Unfinished discard={draft.discard} /> : null}
      <div class="chips" role="group" aria-label={say_.type}>
        {TYPES.map((type) => (
          <Chip key={type} on={contact.type === type} onPress={() => draft.change({ type, result: "" })}>
            {activities[type]}
          </Chip>
        ))}
      </div>
      {resultsOf(contact.type).length > 0 ? (
        <>
          <h3>{say_.result}</h3>
          <div class="chips" role="group" aria-label={say_.result}>
            {resultsOf(contact.type).map((result) => (
              <Chip key={result} on={contact.result === result} onPress={() => draft.change({ result: contact.result === result ? "" : result })}>
                {results[result]}
              </Chip>
            ))}
          </div>
        </>
      ) : null}
      <Field
        label={say_.text}
        value={contact.text}
        lines={3}
        error={faults.value.text ? faultText({ why: "long", ...faults.value.text }) : null}
        onInput={(text) => draft.change({ text })}
      />
      {lead.expectedOn ? <Switch label={say_.confirms} labelId="contact-confirms" on={contact.confirms} onChange={(confirms) => draft.change({ confirms })} /> : null}
      <h3>{say_.andNext}</h3>
      <StepFields what={contact.stepWhat} on={contact.stepOn} faults={faults.value} onChange={(what, on) => draft.change({ stepWhat: what, stepOn: on })} />
    </Sheet>
  );
}
