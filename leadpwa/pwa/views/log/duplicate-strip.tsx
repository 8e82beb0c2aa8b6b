import type { JSX } from "preact";
import { nearDay } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import { Icon } from "../parts/icons.tsx";
import { leadHash } from "../router.ts";
import { nameOfUser, useWorld } from "../world.ts";
import { asPerson, duplicateOf } from "./duplicates.ts";
import type { Typed } from "./form.ts";

/** Says under a field that its number, WeChat id or e-mail is here already; with a name also that it may be. */
export function DuplicateStrip({ typed }: { typed: Partial<Pick<Typed, "mobile" | "wechat" | "email" | "name">> }): JSX.Element | null {
  const world = useWorld();
  const { log, common } = words.value;
  const { phone } = world;
  const found = duplicateOf(asPerson(typed), phone.leads.value, phone.identity.user.id, (id) => nameOfUser(phone, id) ?? common.unknownColleague);
  if (!found) return null;
  const here = found.kind === "colleague" ? undefined : world.leads.value.find((lead) => lead.id === found.lead.id);
  const said = found.kind === "likely" ? log.duplicateLikely : log.duplicateMine;
  return (
    <div class="duplicate" role="status">
      <Icon name="alert" size={20} />
      <p>
        <strong>{here ? said(here.who, nearDay(here.capturedOn, world.today.value)) : log.duplicateOther(found.kind === "colleague" ? found.owner : "")}</strong>
        {found.kind === "likely" ? null : <span>{log.duplicateNote}</span>}
      </p>
      {here ? (
        <a class="small-link" href={leadHash(here.id)}>
          {log.view}
        </a>
      ) : null}
    </div>
  );
}
