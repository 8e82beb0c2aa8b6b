import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { SignOutError } from "../../store/types.ts";
import { act } from "../parts/act.ts";
import { Field } from "../parts/field.tsx";
import { handOut } from "../parts/hand-out.ts";
import { Sheet } from "../parts/sheet.tsx";
import { useWorld } from "../world.ts";
import { hasDraft, unsentOf } from "./left.ts";

/** Leaving this phone: nothing unsent goes without having been exported, or given up in writing. */
export function SignOut({ onClose }: { onClose: () => void }): JSX.Element {
  const { phone } = useWorld();
  const { sync } = words.value;
  const left = useSignal(0);
  const draft = useSignal(false);
  const typed = useSignal("");
  // Said from the start, not only when somebody has pressed already.
  useEffect(() => {
    void unsentOf(phone).then((found) => (left.value = found), () => undefined);
    void hasDraft(phone).then((found) => (draft.value = found), () => undefined);
  }, [phone, phone.sync.value]);
  const isLoss = left.value > 0 || draft.value;
  const leave = async (): Promise<void> => {
    try {
      await phone.signOut({ discard: left.value > 0 });
      location.replace(location.pathname);
    } catch (error) {
      if (!(error instanceof SignOutError)) throw error;
      left.value = error.unsent;
    }
  };
  const may = !isLoss || typed.value.trim() === sync.signOutWord;
  return (
    <Sheet
      title={sync.signOut}
      onClose={onClose}
      foot={
        <div class="foot-acts">
          <button type="button" class="btn btn-line" onClick={onClose}>
            {sync.stay}
          </button>
          <button type="button" class="btn btn-main" aria-disabled={may ? "false" : "true"} onClick={() => (may ? void act(leave) : undefined)}>
            {sync.signOut}
          </button>
        </div>
      }
    >
      <p>{sync.signOutAsk}</p>
      {draft.value ? <p class="trouble-plain">{sync.signOutDraft}</p> : null}
      {left.value > 0 ? (
        <>
          <p class="trouble-plain">{sync.signOutUnsent(left.value)}</p>
          <button type="button" class="btn btn-line" onClick={() => void handOut(phone)}>
            {sync.export}
          </button>
        </>
      ) : null}
      {isLoss ? <Field label={sync.signOutType} value={typed.value} onInput={(value) => (typed.value = value)} /> : null}
    </Sheet>
  );
}
