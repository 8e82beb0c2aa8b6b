import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import type { Known } from "../known.ts";

/** The name, heavy, with its title where the language has it: 周建华 先生, Mr Zhou Jianhua. */
export function Name({ lead }: { lead: Known }): JSX.Element {
  const title = lead.title ? <span class="name-title">{lead.title}</span> : null;
  const before = words.value.common.titleFirst;
  return (
    <>
      {before ? title : null}
      {before && title ? " " : null}
      <strong>{lead.name}</strong>
      {!before && title ? " " : null}
      {before ? null : title}
    </>
  );
}
