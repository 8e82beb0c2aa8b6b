import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import { SignOutError } from "../../store/types.ts";
import { Field } from "../parts/field.tsx";
import { handOut } from "../parts/hand-out.ts";
import { Sheet } from "../parts/sheet.tsx";
import { useWorld } from "../world.ts";

/** Leaving this phone: nothing unsent goes without having been exported, or given up in writing. */
export function SignOut({ onClose }: { onClose: () => void }): JSX.Element {
  const { phone } = useWorld();
  const { sync } = words.value;
  const left = useSignal(0);
  const typed = useSignal("");
  const leave = async (): Promise<void> => {
    try {
      await phone.signOut({ discard: left.value > 0 });
      location.replace(location.pathname);
    } catch (error) {
      if (!(error instanceof SignOutError)) throw error;
      left.value = error.unsent;
    }
  };
  const may = left.value === 0 || typed.value.trim() === sync.signOutWord;
  return (
    <Sheet
      title={sync.signOut}
      onClose={onClose}
      foot={
        <div class="foot-acts">
          <button type="button" class="btn btn-line" onClick={onClose}>
            {sync.stay}
          </button>
          <button type="button" class="btn btn-main" aria-disabled={may ? "false" : "true"} onClick={() => (may ? void leave() : undefined)}>
            {sync.signOut}
          </button>
        </div>
      }
    >
      <p>{sync.signOutAsk}</p>
      {left.value > 0 ? (
        <>
          <p class="trouble-plain">{sync.signOutUnsent(left.value)}</p>
          <button type="button" class="btn btn-line" onClick={() => void handOut(phone)}>
            {sync.export}
          </button>
          <Field label={sync.signOutType} value={typed.value} onInput={(value) => (typed.value = value)} />
        </>
      ) : null}
    </Sheet>
  );
}
