import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import type { Known } from "../known.ts";
import { Badge } from "../parts/badge.tsx";
import { Name } from "../parts/name.tsx";
import { State } from "../parts/state.tsx";
import { leadHash } from "../router.ts";
import { ownerText, useWorld } from "../world.ts";
import { whyText } from "../why.ts";
import { masked } from "../masked.ts";

/** Class, name, number's end; column and what is next; whether it is sent. */
export function LeadRow({ lead, current }: { lead: Known; current: boolean }): JSX.Element {
  const world = useWorld();
  const why = whyText(lead, world, { withStep: true });
  const { columns } = words.value;
  return (
    <li>
      <a class="lead-row" href={leadHash(lead.id)} {...(current ? { "aria-current": "true" as const } : {})}>
        <Badge of={lead.class} />
        <span class="row-text">
          <span class="row-first">
            <span class="row-name">
              <Name lead={lead} />
            </span>
            {lead.mobile ? <span class="quiet number">{masked(lead.mobile)}</span> : null}
          </span>
          <span class="row-second">
            <strong>{columns[lead.column] ?? lead.column}</strong>
            {why.text ? <span class={`after-dot${why.late ? " late" : ""}`}>{why.text}</span> : null}
            {lead.owner && lead.owner !== world.phone.identity.user.id ? <span class="after-dot">{ownerText(lead, world)}</span> : null}
          </span>
        </span>
        <State of={lead.state} />
      </a>
    </li>
  );
}
