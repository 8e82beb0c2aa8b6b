import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import type { Known } from "../known.ts";
import { Icon } from "../parts/icons.tsx";
import { openPhoneSheet } from "../sync/open.ts";

/** What the server did not take of this lead: its values stand here, the server's own above and below. */
export function Refused({ lead }: { lead: Known }): JSX.Element {
  const { lead: say_, fields } = words.value;
  const values = (lead.shown.refused ?? []).flatMap(({ creates, mutation }) =>
    creates ? [] : Object.entries(mutation.patch ?? {}).flatMap(([field, value]) => (fields[field] && typeof value === "string" ? [say_.refusedValue(fields[field], value)] : [])),
  );
  return (
    <button type="button" class="refused" onClick={openPhoneSheet}>
      <Icon name="alert" size={22} />
      <span>
        <strong>{say_.refusedTitle}</strong>
        {values.map((value) => (
          <span class="second" key={value}>
            {value}
          </span>
        ))}
      </span>
      <span class="link-button">{say_.toSync}</span>
    </button>
  );
}
