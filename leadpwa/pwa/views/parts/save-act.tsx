import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";

/** The foot of a sheet that saves: its one act, and over it why it did not save, with what was kept. */
export function SaveAct({ failure, save }: { failure: string | null; save: () => Promise<void> }): JSX.Element {
  return (
    <>
      {failure ? <p class="field-error" role="alert">{failure}</p> : null}
      <div class="foot-acts">
        <button type="button" class="btn btn-main" onClick={() => void save()}>
          {words.value.common.save}
        </button>
      </div>
    </>
  );
}
