import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import { Sheet } from "../parts/sheet.tsx";
import type { LogForm } from "./log-form.ts";
import { localMoment } from "./moment.ts";
import { WordingText } from "./wording.tsx";

/** Contact data is typed and nobody has asked: ask now, or keep the anonymous interest. */
export function AskConsent({ form }: { form: LogForm }): JSX.Element {
  const { log } = words.value;
  return (
    <Sheet
      title={log.askTitle}
      onClose={() => form.answer("nothing", "")}
      foot={
        <div class="foot-acts foot-stack">
          <button type="button" class="btn btn-main" onClick={() => form.answer("consent", localMoment(new Date()))}>
            {log.askYes}
          </button>
          <button type="button" class="btn btn-line" onClick={() => form.answer("anonymous", "")}>
            {log.askAnonymous}
          </button>
          <p class="foot-hint">{log.anonymousKeeps}</p>
        </div>
      }
    >
      <p class="quiet">{log.askLead}</p>
      <WordingText purpose="contact" />
    </Sheet>
  );
}
