import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import type { SaveErrorKind } from "../../store/types.ts";
import { handOut } from "../parts/hand-out.ts";
import { useWorld } from "../world.ts";
import type { LogForm } from "./log-form.ts";

/** The two acts, within the thumb's reach and above the keyboard; what is missing stands over them. */
export function SaveFoot({ form, ready }: { form: LogForm; ready: boolean }): JSX.Element {
  const { log } = words.value;
  const failure = form.failure.value;
  // Not `disabled`: pressing says what is missing, and a screen reader finds the button.
  const shared = { "aria-disabled": ready ? ("false" as const) : ("true" as const) };
  return (
    <footer class="foot">
      {failure ? <Failure kind={failure} /> : ready ? null : <p class="foot-hint">{log.hint}</p>}
      <div class="foot-acts">
        <button type="button" class="btn btn-line" onClick={() => form.press("leave")} {...shared}>
          {log.save}
        </button>
        <button type="submit" form="log-form" class="btn btn-main" {...shared}>
          {log.saveNext}
        </button>
      </div>
    </footer>
  );
}

function Failure({ kind }: { kind: SaveErrorKind }): JSX.Element {
  const { phone } = useWorld();
  const { log, sync } = words.value;
  return (
    <div class="foot-failure" role="alert">
      <p>{log.failed[kind]}</p>
      {kind === "quota" ? (
        <button type="button" class="small-link" onClick={() => void handOut(phone)}>
          {sync.export}
        </button>
      ) : null}
    </div>
  );
}
