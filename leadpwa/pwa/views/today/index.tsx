// What to do now, in the week's order, each line with its reason, one tap to call, one to log; the next call under the thumb.
import { useComputed, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { dayText, weekdayText } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import type { Known } from "../known.ts";
import { EventSheet } from "../log/event-sheet.tsx";
import { Badge } from "../parts/badge.tsx";
import { Head } from "../parts/head.tsx";
import { Icon } from "../parts/icons.tsx";
import { Name } from "../parts/name.tsx";
import { SyncLine } from "../parts/sync-line.tsx";
import { leadHash } from "../router.ts";
import { whyText } from "../why.ts";
import { eventName, modelName, useWorld } from "../world.ts";
import { NamesFirst } from "./names-first.tsx";
import { NoLeadsYet } from "./no-leads-yet.tsx";
import { type Item, type Plan, planOf } from "./plan.ts";

export function TodayScreen(): JSX.Element {
  const world = useWorld();
  const { places, today: say_, log } = words.value;
  const today = world.today.value;
  const choosing = useSignal(false);
  const plan = useComputed(() => planOf(world.leads.value));
  const chooseEvent = (): void => {
    choosing.value = true;
  };
  return (
    <main class="screen today">
      <Head title={places.today} second={say_.weekdayDate(dayText(today, today), weekdayText(today))}>
        <button type="button" class="link-button event-button" onClick={chooseEvent}>
          <Icon name="flag" size={22} />
          {eventName(world, world.event.value) ?? log.chooseEvent}
        </button>
      </Head>
      <SyncLine />
      {world.leads.value.length === 0 ? <NoLeadsYet onChooseEvent={chooseEvent} /> : <Work plan={plan.value} />}
      {choosing.value ? (
        <EventSheet
          onClose={() => {
            choosing.value = false;
          }}
        />
      ) : null}
    </main>
  );
}

function Work({ plan }: { plan: Plan }): JSX.Element {
  const { today: say_ } = words.value;
  const waiting = [...plan.pinned, ...plan.open];
  const all = waiting.length + plan.done;
  const groups = [...new Set(plan.open.map((item) => item.group))];
  const next = waiting[0]?.lead;
  return (
    <>
      <NamesFirst />
      {all > 0 ? <Progress all={all} done={plan.done} /> : null}
      {waiting.length === 0 ? (
        <div class="nothing">
          <h2>{say_.doneTitle}</h2>
          <p>{say_.doneHint}</p>
        </div>
      ) : null}
      {plan.pinned.length > 0 ? <Group mark="!" title={say_.complaints} items={plan.pinned} next={next} /> : null}
      {groups.map((group) => (
        <Group key={group} mark={String(group)} title={say_.groups[group]} items={plan.open.filter((item) => item.group === group)} next={next} />
      ))}
      {next ? <NextCall lead={next} /> : null}
    </>
  );
}

function Progress({ all, done }: { all: number; done: number }): JSX.Element {
  const { today: say_ } = words.value;
  return (
    <div class="progress">
      <p>
        <span>{say_.progress(all, done)}</span>
        <span>{say_.order}</span>
      </p>
      <progress class={all > 20 ? "" : "unseen"} max={all} value={done} aria-label={say_.progress(all, done)} />
      {all > 20 ? null : (
        <div class="progress-steps" aria-hidden="true">
          {Array.from({ length: all }, (_, index) => (
            <span key={index} data-done={index < done ? "true" : undefined} />
          ))}
        </div>
      )}
    </div>
  );
}

interface GroupProps {
  mark: string;
  title: string | undefined;
  items: readonly Item[];
  next: Known | undefined;
}

function Group({ mark, title, items, next }: GroupProps): JSX.Element {
  const { today: say_ } = words.value;
  return (
    <section class="today-group">
      <h2>
        <i aria-hidden="true">{mark}</i>
        {title}
        <span>{say_.people(items.length)}</span>
      </h2>
      <ul>
        {items.map(({ lead }) => (
          <Line key={lead.id} lead={lead} first={lead === next} />
        ))}
      </ul>
    </section>
  );
}

function Line({ lead, first }: { lead: Known; first: boolean }): JSX.Element {
  const world = useWorld();
  const { common } = words.value;
  const why = whyText(lead, world);
  return (
    <li class="today-line" data-first={first ? "true" : undefined}>
      <a class="today-lead" href={leadHash(lead.id)}>
        <Badge of={lead.class} />
        <span class="row-text">
          <span class="row-first">
            <Name lead={lead} />
          </span>
          <span class={`row-second${why.late ? " late" : ""}`}>
            {why.late ? <Icon name="alert" size={16} /> : null}
            {why.text}
          </span>
        </span>
      </a>
      {lead.mobile ? (
        <a class="call-button" href={`tel:${lead.mobile}`} aria-label={common.callName(lead.who)}>
          <Icon name="call" size={22} />
        </a>
      ) : null}
      <a class="icon-button" href={leadHash(lead.id, "add")} aria-label={common.logName(lead.who)}>
        <Icon name="pencil" size={22} />
      </a>
    </li>
  );
}

/** Floats over the bar: the first open item, one solid button. */
function NextCall({ lead }: { lead: Known }): JSX.Element {
  const world = useWorld();
  const { today: say_, common } = words.value;
  const model = lead.models[0];
  return (
    <aside class="next-call" aria-label={say_.next}>
      <Badge of={lead.class} />
      <p>
        <small>{say_.next}</small>
        <span>
          <Name lead={lead} />
          {model ? <span class="quiet after-dot">{modelName(world.facts, model)}</span> : null}
        </span>
      </p>
      {lead.mobile ? (
        <a class="btn btn-main" href={`tel:${lead.mobile}`}>
          <Icon name="call" size={22} />
          {common.call}
        </a>
      ) : (
        <a class="btn btn-main" href={leadHash(lead.id, "add")}>
          <Icon name="pencil" size={22} />
          {words.value.lead.add}
        </a>
      )}
    </aside>
  );
}
