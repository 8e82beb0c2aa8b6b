// One lead: who, how near, where on the board, the next step that can't be overlooked, then the rest in tabs.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { daysBetween } from "../../domain/calendar.ts";
import { dayText } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import type { Known } from "../known.ts";
import { masked } from "../masked.ts";
import { Badge } from "../parts/badge.tsx";
import { Icon } from "../parts/icons.tsx";
import { Name } from "../parts/name.tsx";
import { State } from "../parts/state.tsx";
import { back, go, leadHash } from "../router.ts";
import { modelName, useWorld } from "../world.ts";
import { AddContact } from "./add-contact.tsx";
import { ColumnSteps } from "./column-steps.tsx";
import { Details } from "./details.tsx";
import { Follow } from "./follow.tsx";
import { History } from "./history.tsx";
import { NextStep, SetStep } from "./next-step.tsx";
import { Overview } from "./overview.tsx";
import { Refused } from "./refused.tsx";

const TABS = ["overview", "follow", "details", "history"] as const;
type Tab = (typeof TABS)[number];

export function LeadScreen({ id, tab: named }: { id: string; tab: string | undefined }): JSX.Element {
  const world = useWorld();
  const lead = world.leads.value.find((one) => one.id === id);
  if (!lead) return <MissingLead />;
  return <LeadPage key={id} lead={lead} named={named} />;
}

function LeadPage({ lead, named }: { lead: Known; named: string | undefined }): JSX.Element {
  const { lead: say_, common } = words.value;
  const tab: Tab = TABS.find((one) => one === named) ?? "follow";
  const sheet = useSignal<null | "contact" | "step">(null);
  const answers = useSignal<{ id: string; what: string } | null>(null);
  // Today's pencil opens the lead with the sheet already up.
  useEffect(() => {
    if (named !== "add") return;
    sheet.value = "contact";
    go(leadHash(lead.id), { instead: true });
  }, [named]);
  const close = (): void => {
    sheet.value = null;
    answers.value = null;
  };
  return (
    <main class="screen lead">
      <header class="lead-head">
        <button type="button" class="icon-button" aria-label={common.back} onClick={() => back("#/leads")}>
          <Icon name="back" />
        </button>
        <State of={lead.state} />
        {lead.mobile ? (
          <a class="icon-button" href={`sms:${lead.mobile}`} aria-label={common.message}>
            <Icon name="message" />
          </a>
        ) : null}
      </header>
      <Who lead={lead} />
      <ColumnSteps lead={lead} />
      {lead.state === "attention" ? (
        <Refused lead={lead} />
      ) : null}
      <NextStep
        lead={lead}
        onSet={() => {
          sheet.value = "step";
        }}
      />
      <nav class="tabs" aria-label={lead.who}>
        {TABS.map((one) => (
          <a
            key={one}
            href={leadHash(lead.id, one)}
            {...(one === tab ? { "aria-current": "true" as const } : {})}
            onClick={(event) => {
              event.preventDefault();
              go(leadHash(lead.id, one), { instead: true });
            }}
          >
            {say_.tabs[one]}
          </a>
        ))}
      </nav>
      {tab === "overview" ? <Overview lead={lead} /> : null}
      {tab === "follow" ? (
        <Follow
          lead={lead}
          onAnswer={(id, what) => {
            answers.value = { id, what };
            sheet.value = "contact";
          }}
        />
      ) : null}
      {tab === "details" ? <Details lead={lead} /> : null}
      {tab === "history" ? <History lead={lead} /> : null}
      <footer class="foot">
        <div class="foot-acts">
          <button
            type="button"
            class={`btn ${lead.mobile ? "btn-line" : "btn-main"}`}
            onClick={() => {
              sheet.value = "contact";
            }}
          >
            <Icon name="pencil" size={22} />
            {say_.add}
          </button>
          {lead.mobile ? (
            <a class="btn btn-main" href={`tel:${lead.mobile}`}>
              <Icon name="call" size={22} />
              {say_.masked(masked(lead.mobile))}
            </a>
          ) : null}
        </div>
      </footer>
      {sheet.value === "contact" ? <AddContact lead={lead} answers={answers.value} onClose={close} /> : null}
      {sheet.value === "step" ? <SetStep lead={lead} onClose={close} /> : null}
    </main>
  );
}

function Who({ lead }: { lead: Known }): JSX.Element {
  const world = useWorld();
  const { lead: say_ } = words.value;
  const today = world.today.value;
  const models = lead.models.map((id) => modelName(world.facts, id)).join(words.value.common.listComma);
  const left = lead.expectedOn ? daysBetween(today, lead.expectedOn) : 0;
  const comma = words.value.common.comma;
  return (
    <div class="who">
      <Badge of={lead.class} size="lead" />
      <div>
        <h1>
          <Name lead={lead} />
        </h1>
        <p class="quiet">
          {models ? <span>{models}</span> : null}
          {lead.expectedOn ? (
            <span class={models ? "after-dot" : ""}>
              {lead.overdue ? <span class="late">{say_.overdue(-left)}</span> : say_.by(dayText(lead.expectedOn, today)) + comma + say_.left(left)}
            </span>
          ) : null}
        </p>
      </div>
    </div>
  );
}

function MissingLead(): JSX.Element {
  const { lead } = words.value;
  return (
    <main class="screen lead">
      <div class="nothing">
        <h1>{lead.missingLead}</h1>
        <p>{lead.missingLeadHint}</p>
        <a class="btn btn-line" href="#/leads">
          {lead.toLeads}
        </a>
      </div>
    </main>
  );
}
