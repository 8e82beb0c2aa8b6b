import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { Model } from "../../facts.ts";
import { words } from "../../i18n/index.ts";
import { SaveError } from "../../store/types.ts";
import type { Known } from "../known.ts";
import { Consents } from "../log/consents.tsx";
import { faultText } from "../log/fault-text.ts";
import { foreignNumbers, prepareFor } from "../log/foreign.ts";
import { type Faults, grouped, readDraft, type Typed } from "../log/form.ts";
import { localMoment } from "../log/moment.ts";
import { ModelChips } from "../log/model-chips.tsx";
import { WindowChips } from "../log/window-chips.tsx";
import { Chip } from "../parts/chip.tsx";
import { Field, Select } from "../parts/field.tsx";
import { say } from "../parts/said.ts";
import { SaveAct } from "../parts/save-act.tsx";
import { Sheet } from "../parts/sheet.tsx";
import { undoOf } from "../parts/undo.ts";
import { Unfinished } from "../parts/unfinished.tsx";
import { useDraft } from "../parts/use-draft.ts";
import { pageLink, useWorld } from "../world.ts";
import { faultsOf, lacksConsent, patchOf, typedOf } from "./edit.ts";

const TEXTS = ["name", "wechat", "email", "company", "city"] as const;

/** The lead's fields as a form; only what was changed becomes a change. */
export function EditLead({ lead, onClose }: { lead: Known; onClose: () => void }): JSX.Element {
  const world = useWorld();
  const key = `edit-${lead.id}`;
  const before = useMemo(() => typedOf(lead.shown.fields), []);
  const draft = useDraft<Typed>(key, before, readDraft);
  const faults = useSignal<Faults>({});
  const problem = useSignal<string | null>(null);
  const { lead: say_, log, common, sources } = words.value;
  const typed = draft.value;

  const save = async (): Promise<void> => {
    faults.value = faultsOf(typed, foreignNumbers.value);
    problem.value = lacksConsent(before, typed) ? say_.needConsent : null;
    if (Object.keys(faults.value).length > 0 || problem.value) return;
    const rules = world.rules.value;
    const setting = { event: null, today: world.today.value, rules, wording: rules.consent.wording, now: localMoment(new Date()) };
    const patch = patchOf(before, typed, setting);
    try {
      await draft.save(async () => {
        if (Object.keys(patch).length === 0) say({ title: say_.nothingChanged });
        else {
          const saved = await world.phone.patch("lead", lead.id, patch);
          say({ title: log.saved(lead.who), act: undoOf(world.phone, saved) });
        }
        draft.drop();
        onClose();
      });
    } catch (error) {
      problem.value = log.failed[error instanceof SaveError ? error.kind : "failed"];
    }
  };

  return (
    <Sheet
      title={say_.editTitle}
      onClose={onClose}
      foot={<SaveAct failure={problem.value} save={save} />}
    >
      {draft.isRestored ? <Unfinished discard={draft.discard} /> : null}
      <Field label={log.mobile} type="tel" inputMode="tel" value={typed.mobile} error={faultText(faults.value.mobile)} onInput={(mobile) => {
          prepareFor(mobile);
          draft.change({ mobile: grouped(mobile) });
        }} />
      {TEXTS.map((field) => (
        <Field key={field} label={log[field]} value={typed[field]} error={faultText(faults.value[field])} onInput={(value) => draft.change({ [field]: value })} />
      ))}
      <div class="chips" role="group" aria-label={log.honorific}>
        {(["mr", "ms"] as const).map((title) => (
          <Chip key={title} on={typed.title === title} onPress={() => draft.change({ title: typed.title === title ? "" : title })}>
            {common[title]}
          </Chip>
        ))}
      </div>
      <WindowChips value={typed.window} rules={world.rules.value} today={world.today.value} policy={pageLink(world.base, "policy/classes/#by-time")} onChoose={(window) => draft.change({ window })} />
      <ModelChips
        models={offered(world.facts.models, before.models)}
        ranked={false}
        chosen={typed.models}
        other={typed.otherModel}
        otherError={faultText(faults.value.otherModel)}
        onChoose={(models) => draft.change({ models })}
        onOther={(otherModel) => draft.change({ otherModel })}
      />
      <Consents given={typed.consent} anonymous={null} onChange={(consent) => draft.change({ consent })} />
      <Field label={log.note} lines={4} value={typed.note} error={faultText(faults.value.note)} onInput={(note) => draft.change({ note })} />
      <Select label={log.source} value={typed.source} options={Object.entries(sources)} onChange={(source) => draft.change({ source })} />
    </Sheet>
  );
}

/** The build's models, and what the lead names beyond them: an unknown model is shown by its id and can be taken off. */
function offered(models: readonly Model[], named: readonly string[]): readonly Model[] {
  const unknown = named.filter((id) => !models.some((model) => model.id === id));
  return [...models, ...unknown.map((id) => ({ id, zh: id, en: id }))];
}
