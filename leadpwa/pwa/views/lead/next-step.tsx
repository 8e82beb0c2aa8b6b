// The one line that cannot be overlooked: what is next, when, and what follows when its day has passed.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { daysBetween } from "../../domain/calendar.ts";
import { nearDay } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import { SaveError } from "../../store/types.ts";
import type { Known } from "../known.ts";
import { Icon } from "../parts/icons.tsx";
import { say } from "../parts/said.ts";
import { SaveAct } from "../parts/save-act.tsx";
import { Sheet } from "../parts/sheet.tsx";
import { undoOf } from "../parts/undo.ts";
import { Unfinished } from "../parts/unfinished.tsx";
import { useDraft } from "../parts/use-draft.ts";
import { useWorld } from "../world.ts";
import { type ContactFaults, stepFaults } from "./contact.ts";
import { StepFields } from "./step-fields.tsx";

export function NextStep({ lead, onSet }: { lead: Known; onSet: () => void }): JSX.Element {
  const world = useWorld();
  const { lead: say_ } = words.value;
  const today = world.today.value;
  const step = lead.nextStep;
  const passed = step ? daysBetween(step.on, today) : 0;
  const falls = passed > 0 && lead.falling ? daysBetween(today, lead.falling.on) : null;
  return (
    <section class="next-step" data-late={passed > 0 ? "true" : undefined} aria-label={say_.nextStep}>
      <Icon name={passed > 0 ? "alert" : "calendar"} size={24} />
      <div>
        <p class="next-label">{step ? (passed > 0 ? say_.nextPassed(passed) : say_.nextStep) : say_.noNext}</p>
        {step ? <p class="next-what">{step.what}</p> : null}
        <p>
          {step ? (passed > 0 ? say_.wasOn(nearDay(step.on, today)) : say_.nextOn(nearDay(step.on, today))) : say_.noNextHint}
          {falls !== null && falls > 0 ? (words.value.common.comma) + (falls === 1 ? say_.fallsToday : say_.fallsIn(falls)) : null}
        </p>
      </div>
      <button type="button" class="link-button" onClick={onSet}>
        {step ? say_.reschedule : say_.setNext}
      </button>
    </section>
  );
}

interface Step {
  what: string;
  on: string;
}

function readStep(stored: unknown): Step | null {
  const found = stored as Partial<Step> | null | undefined;
  return found && typeof found.what === "string" && typeof found.on === "string" ? { what: found.what, on: found.on } : null;
}

export function SetStep({ lead, onClose }: { lead: Known; onClose: () => void }): JSX.Element {
  const { phone } = useWorld();
  const key = `step-${lead.id}`;
  const draft = useDraft<Step>(key, lead.nextStep ?? { what: "", on: "" }, readStep);
  const faults = useSignal<ContactFaults>({});
  const failure = useSignal<string | null>(null);
  const { lead: say_, log } = words.value;
  const save = async (): Promise<void> => {
    const { what, on } = draft.value;
    faults.value = stepFaults(what, on, { wanted: true });
    if (Object.keys(faults.value).length > 0) return;
    try {
      await draft.save(async () => {
        const saved = await phone.patch("lead", lead.id, { next_step: { what: what.trim(), on } });
        draft.drop();
        onClose();
        say({ title: log.saved(lead.who), second: () => what.trim(), act: undoOf(phone, saved) });
      });
    } catch (error) {
      failure.value = log.failed[error instanceof SaveError ? error.kind : "failed"];
    }
  };
  return (
    <Sheet
      title={say_.nextStep}
      onClose={onClose}
      foot={<SaveAct failure={failure.value} save={save} />}
    >
      {draft.isRestored ? <Unfinished discard={draft.discard} /> : null}
      <StepFields {...draft.value} faults={faults.value} onChange={(what, on) => draft.change({ what, on })} />
    </Sheet>
  );
}
