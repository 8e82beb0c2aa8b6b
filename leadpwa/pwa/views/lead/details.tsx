import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import type { Known } from "../known.ts";
import { masked } from "../masked.ts";
import { act } from "../parts/act.ts";
import { say } from "../parts/said.ts";
import { Sheet } from "../parts/sheet.tsx";
import { undoOf } from "../parts/undo.ts";
import { go } from "../router.ts";
import { modelName, useWorld } from "../world.ts";
import { EditLead } from "./edit-lead.tsx";
import { Fact } from "./overview.tsx";

const TEXTS = ["mobile", "wechat", "email", "company", "city", "note"] as const;

/** What is known of the person, field by field, and the way to change it. */
export function Details({ lead }: { lead: Known }): JSX.Element {
  const world = useWorld();
  const { lead: say_, log, common } = words.value;
  const sheet = useSignal<null | "edit" | "delete">(null);
  const close = (): void => {
    sheet.value = null;
  };
  const text = (key: string): string => (typeof lead.shown.fields[key] === "string" ? lead.shown.fields[key] : "");
  const remove = async (): Promise<void> => {
    const saved = await world.phone.remove("lead", lead.id);
    close();
    go("#/leads", { instead: true });
    say({ title: say_.removed(lead.who), act: undoOf(world.phone, saved) });
  };
  return (
    <>
      <dl class="facts">
        <Fact name={log.name}>{lead.who}</Fact>
        {TEXTS.map((field) => (
          <Fact key={field} name={log[field]}>
            {text(field) || <span class="quiet">{common.none}</span>}
          </Fact>
        ))}
        <Fact name={say_.models}>
          {lead.models.map((id) => modelName(world.facts, id)).join(words.value.common.listComma) || <span class="quiet">{common.none}</span>}
        </Fact>
      </dl>
      <div class="details-acts">
        <button
          type="button"
          class="btn btn-line"
          onClick={() => {
            sheet.value = "edit";
          }}
        >
          {common.edit}
        </button>
        <button
          type="button"
          class="link-button alarm-link"
          onClick={() => {
            sheet.value = "delete";
          }}
        >
          {say_.deleteAct}
        </button>
      </div>
      {sheet.value === "edit" ? <EditLead lead={lead} onClose={close} /> : null}
      {sheet.value === "delete" ? (
        <Sheet
          title={say_.deleteTitle(lead.who)}
          onClose={close}
          foot={
            <div class="foot-acts">
              <button type="button" class="btn btn-line" onClick={close}>
                {words.value.sync.dropKeep}
              </button>
              <button type="button" class="btn btn-alarm" onClick={() => void act(remove)}>
                {say_.deleteAct}
              </button>
            </div>
          }
        >
          {lead.mobile ? <p class="number">{masked(lead.mobile)}</p> : null}
          <p>{say_.deleteAsk}</p>
        </Sheet>
      ) : null}
    </>
  );
}
