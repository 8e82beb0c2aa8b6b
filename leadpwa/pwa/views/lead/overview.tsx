import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { daysBetween } from "../../domain/calendar.ts";
import { dayText, momentText } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import type { Known } from "../known.ts";
import { purposeName } from "../log/consents.tsx";
import { PURPOSES } from "../log/form.ts";
import { eventName, ownerText, useWorld } from "../world.ts";
import { Assign, mayAssign } from "./assign.tsx";

/** Class and its next change, column and what it lacks, consent, and where the lead came from. */
export function Overview({ lead }: { lead: Known }): JSX.Element {
  const world = useWorld();
  const assigning = useSignal(false);
  const { lead: say_, classes, due, columns, evidence, sources, fields: fieldNames } = words.value;
  const { fields } = lead.shown;
  const today = world.today.value;
  const text = (key: string): string => (typeof fields[key] === "string" ? fields[key] : "");
  const event = text("event");
  const comma = words.value.common.comma;
  return (
    <>
      {fields["withheld"] ? <p class="quiet">{say_.withheld}</p> : null}
      <dl class="facts">
        <Fact name={fieldNames["owner"] ?? ""}>
          {ownerText(lead, world)}
          {mayAssign(world.phone) ? (
            <button type="button" class="small-link" onClick={() => (assigning.value = true)}>
              {say_.assign}
            </button>
          ) : null}
        </Fact>
        <Fact name={say_.class}>
          {lead.class ? classes.of(lead.class) : classes.none}
          {lead.expectedOn ? comma + say_.by(dayText(lead.expectedOn, today)) : null}
          {lead.change && lead.class ? <span class="second">{due.change(daysBetween(today, lead.change.on), lead.class, lead.change.to)}</span> : null}
        </Fact>
        <Fact name={say_.column}>
          {columns[lead.column] ?? lead.column}
          {lead.fellBack ? (
            <span class="second late">{say_.fellBack(columns[lead.fellBack.from] ?? "", say_.fellWhy[lead.fellBack.why] ?? lead.fellBack.why)}</span>
          ) : null}
          {lead.missing.length > 0 ? (
            <span class="second">
              {say_.missing} {lead.missing.map((one) => evidence[one] ?? one).join(words.value.common.listComma)}
            </span>
          ) : null}
        </Fact>
        <Fact name={say_.consent}>
          {PURPOSES.map((purpose) => (
            <span class="second" key={purpose}>
              {purposeName(purpose)}
              {words.value.common.colon}
              {consentText(fields[`consent_${purpose}`], today, world.zone)}
            </span>
          ))}
        </Fact>
        <Fact name={say_.origin}>
          {sources[text("source")] ?? text("source")}
          {event ? comma + (eventName(world, event) ?? event) : null}
        </Fact>
        <Fact name={say_.captured}>{momentText(text("captured_at"), today, world.zone)}</Fact>
        {text("received_at") ? <Fact name={say_.received}>{momentText(text("received_at"), today, world.zone)}</Fact> : null}
      </dl>
      {assigning.value ? <Assign lead={lead} onClose={() => (assigning.value = false)} /> : null}
    </>
  );
}

export function Fact({ name, children }: { name: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function consentText(consent: unknown, today: string, zone: string): string {
  const { lead } = words.value;
  const found = consent as { given?: unknown; at?: unknown } | undefined;
  if (!found) return lead.notAsked;
  return found.given === true ? lead.given(momentText(String(found.at ?? ""), today, zone)) : lead.declined;
}
