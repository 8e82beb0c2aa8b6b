// The form's life: restored from its draft, kept at each input, judged, saved once, taken back.
// It outlives the screen, so that going to look something up loses nothing.
import { type ReadonlySignal, signal } from "@preact/signals";
import { isolated } from "../../i18n/isolate.ts";
import { words } from "../../i18n/index.ts";
import { SaveError, type SaveErrorKind, type Saved, TakenError } from "../../store/types.ts";
import { say } from "../parts/said.ts";
import { go } from "../router.ts";
import type { World } from "../world.ts";
import { EMPTY, type Faults, faultOf, fieldsOf, isEmpty, judge, readDraft, type Setting, type TextField, type Typed, typedSince } from "./form.ts";
import { foreignNumbers, prepareFor } from "./foreign.ts";
import { newId } from "./moment.ts";

const DRAFT = "log";

export type Then = "leave" | "next";

export interface LogForm {
  typed: ReadonlySignal<Typed>;
  faults: ReadonlySignal<Faults>;
  /** Save was pressed with nothing to reach the person by. */
  needsContact: ReadonlySignal<boolean>;
  /** Save was pressed without consent: what to do once it is answered. */
  asking: ReadonlySignal<Then | null>;
  failure: ReadonlySignal<SaveErrorKind | null>;
  restored: ReadonlySignal<boolean>;
  /** Counts up whenever the first field, or the first wrong one, should have the focus. */
  attend: ReadonlySignal<number>;
  change: (part: Partial<Typed>) => void;
  /** Checks one text as its field is left. */
  leave: (field: TextField) => void;
  press: (then: Then) => void;
  answer: (with_: "consent" | "anonymous" | "nothing", at: string) => void;
  discard: () => void;
}

export function makeLogForm(world: World, setting: () => Setting): LogForm {
  const { phone } = world;
  const typed = signal<Typed>(EMPTY);
  const faults = signal<Faults>({});
  const needsContact = signal(false);
  const asking = signal<Then | null>(null);
  const failure = signal<SaveErrorKind | null>(null);
  const restored = signal(false);
  const attend = signal(0);
  let id = newId();
  let saving = false;

  const put = (next: Typed): void => {
    typed.value = next;
    world.dirty.value = !isEmpty(next);
    // The quota may be full or the store closed; the text is then still on the screen, and saving says so.
    void phone.saveDraft(DRAFT, { id, typed: next }).catch(() => undefined);
  };
  const clear = (): void => {
    typed.value = EMPTY;
    world.dirty.value = false;
    faults.value = {};
    needsContact.value = false;
    failure.value = null;
    restored.value = false;
    id = newId();
  };

  void phone
    .draft(DRAFT)
    .then((stored) => {
      const draft = stored as { id?: unknown; typed?: unknown } | null | undefined;
      const found = readDraft(draft?.typed);
      if (!found || !isEmpty(typed.value)) return;
      typed.value = found;
      // The record that the draft would become: saved from two tabs it is still one lead.
      if (typeof draft?.id === "string") id = draft.id;
      restored.value = true;
      world.dirty.value = true;
    })
    .catch(() => undefined);

  const save = async (then: Then): Promise<void> => {
    if (saving) return;
    saving = true;
    const kept = typed.value;
    try {
      const saved = await create(kept);
      // What was typed while it was being saved belongs to the next person.
      const since = typedSince(kept, typed.value);
      clear();
      if (!isEmpty(since)) put(since);
      announce(saved, kept);
      if (then === "leave") go("#/leads", { instead: true });
      else attend.value += 1;
    } catch (error) {
      failure.value = error instanceof SaveError ? error.kind : "failed";
    } finally {
      saving = false;
    }
  };

  /** Another tab that held the same draft may have saved it, and this one gone on: then this is somebody else's record. */
  const create = async (kept: Typed): Promise<Saved> => {
    const fields = fieldsOf(kept, setting());
    try {
      return await phone.createLead(fields, { id, draft: DRAFT });
    } catch (error) {
      if (!(error instanceof TakenError)) throw error;
      id = newId();
      // The draft goes over to it, so that this save uses it up.
      await phone.saveDraft(DRAFT, { id, typed: kept }).catch(() => undefined);
      return phone.createLead(fields, { id, draft: DRAFT });
    }
  };

  const announce = (saved: Saved, kept: Typed): void => {
    const { log } = words.value;
    say({
      title: kept.anonymous ? log.savedAnonymous : log.saved(whoIn(kept)),
      second: () => sendingOf(world, saved.id),
      act: { label: log.undo, run: () => void undo(saved, kept) },
    });
  };

  const undo = async (saved: Saved, kept: Typed): Promise<void> => {
    const { log } = words.value;
    if (!(await phone.undo(saved.mutation).catch(() => false))) return say({ title: log.undoFailed, failed: true });
    // What is being typed for the next person is worth more than what was taken back on purpose.
    if (!isEmpty(typed.value)) return say({ title: log.undonePlain });
    put(kept);
    say({ title: log.undone });
    go("#/log");
  };

  return {
    typed, faults, needsContact, asking, failure, restored, attend,
    change: (part) => {
      const next = { ...typed.value, ...part };
      prepareFor(next.mobile);
      put(next);
      needsContact.value = false;
      failure.value = null;
      const mended = Object.keys(faults.value) as TextField[];
      faults.value = Object.fromEntries(
        mended.map((field) => [field, faultOf(field, next[field], foreignNumbers.value)] as const).filter(([, fault]) => fault),
      ) as Faults;
    },
    leave: (field) => {
      const fault = faultOf(field, typed.value[field], foreignNumbers.value);
      if (fault) faults.value = { ...faults.value, [field]: fault };
    },
    press: (then) => {
      const verdict = judge(typed.value, foreignNumbers.value);
      if (verdict.kind === "ready") return void save(then);
      if (verdict.kind === "ask_consent") {
        asking.value = then;
        return;
      }
      if (verdict.kind === "faults") faults.value = verdict.faults;
      else needsContact.value = true;
      attend.value += 1;
    },
    answer: (with_, at) => {
      const then = asking.value;
      asking.value = null;
      if (with_ === "nothing" || then === null) return;
      put(with_ === "consent" ? { ...typed.value, consent: { ...typed.value.consent, contact: at } } : { ...typed.value, anonymous: true });
      void save(then);
    },
    discard: () => {
      const { log } = words.value;
      const gone = typed.value;
      clear();
      void phone.dropDraft(DRAFT).catch(() => undefined);
      attend.value += 1;
      say({ title: log.discarded, act: { label: log.undo, run: () => (isEmpty(typed.value) ? put(gone) : undefined) } });
    },
  };
}

function whoIn(typed: Typed): string {
  const { common } = words.value;
  const title = typed.title ? common[typed.title] : "";
  const name = isolated(typed.name.trim());
  return name ? common.nameWith(name, title) : typed.mobile.trim() || typed.wechat.trim() || typed.email.trim();
}

function sendingOf(world: World, id: string): string {
  const { log, classes, sync } = words.value;
  const lead = world.leads.value.find((one) => one.id === id);
  const { unsent, paused } = world.phone.sync.value;
  const waits = paused ? sync.stopped : log.savedWaits(Math.max(unsent, 1));
  const sending = lead && lead.shown.state === "sent" ? log.savedSent : waits;
  return lead?.class ? `${classes.of(lead.class)} • ${sending}` : sending;
}
