// The leads: search first, then chips, then rows, what is due on top. On a wide screen one lead lies open beside them.
import { useComputed, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { Chip } from "../parts/chip.tsx";
import { Head } from "../parts/head.tsx";
import { Icon } from "../parts/icons.tsx";
import { SyncLine } from "../parts/sync-line.tsx";
import { eventName, useWorld } from "../world.ts";
import { dueFirst, type Filter, filtered, inEvent, isOverdue, NO_FILTER } from "./filter.ts";
import { LeadRow } from "./row.tsx";

/** Rows drawn at first, and more each time the end comes near. */
const PAGE = 60;

/** `beside`: the detail next to it is the page's main part. */
export function LeadsScreen({ current, beside }: { current: string | null; beside: boolean }): JSX.Element {
  const world = useWorld();
  const filter = useSignal<Filter>(NO_FILTER);
  const found = useComputed(() => dueFirst(filtered(world.leads.value, filter.value)));
  const { leads, places } = words.value;
  const all = world.leads.value;
  const set = (part: Partial<Filter>): void => {
    filter.value = { ...filter.value, ...part };
  };
  const Part = beside ? "section" : "main";
  return (
    <Part class="screen leads" aria-label={leads.list}>
      <Head title={places.leads} second={leads.count(all.length)} />
      <div class="search-box">
        <Icon name="search" size={22} />
        <input
          type="search"
          aria-label={words.value.common.search}
          placeholder={leads.search}
          value={filter.value.words}
          onInput={(event) => set({ words: event.currentTarget.value })}
        />
      </div>
      <SyncLine />
      {all.length === 0 ? <NoLeads /> : <Filters filter={filter.value} set={set} />}
      {all.length > 0 && found.value.length === 0 ? (
        <div class="nothing">
          <h2>{leads.noMatch}</h2>
          <p>{leads.noMatchHint}</p>
          <button
            type="button"
            class="btn btn-line"
            onClick={() => {
              filter.value = NO_FILTER;
            }}
          >
            {leads.clear}
          </button>
        </div>
      ) : null}
      <Rows of={found.value} current={current} key={JSON.stringify(filter.value)} />
    </Part>
  );
}

function Filters({ filter, set }: { filter: Filter; set: (part: Partial<Filter>) => void }): JSX.Element {
  const world = useWorld();
  const { leads, common, columnsShort, columns, classes } = words.value;
  const all = world.leads.value;
  const event = filter.event ?? world.event.value ?? latestEvent(all.map((lead) => lead.shown.fields["event"]));
  return (
    <>
      <div class="filter-chips" role="group" aria-label={leads.filters}>
        <Chip on={isNone(filter)} onPress={() => set({ ...NO_FILTER, words: filter.words })}>
          {common.all} {all.length}
        </Chip>
        <Chip on={filter.overdue} onPress={() => set({ overdue: !filter.overdue })}>
          {leads.overdue} {all.filter(isOverdue).length}
        </Chip>
        {event ? (
          <Chip on={filter.event === event} onPress={() => set({ event: filter.event === event ? null : event })}>
            {eventName(world, event)} {all.filter((lead) => inEvent(lead, event)).length}
          </Chip>
        ) : null}
        <ChipSelect
          name={leads.class}
          none={leads.anyClass}
          value={filter.class}
          options={[...world.rules.value.classes.map((rule) => [rule.class, classes.of(rule.class)] as const), ["none", classes.none] as const]}
          onChoose={(value) => set({ class: value })}
        />
        <ChipSelect
          name={leads.column}
          none={leads.anyColumn}
          value={filter.column}
          options={Object.entries(columns).map(([value, text]) => [value, columnsShort[value] ?? text] as const)}
          onChoose={(value) => set({ column: value })}
        />
      </div>
      <p class="list-note">{leads.dueFirst}</p>
    </>
  );
}

const isNone = (filter: Filter): boolean => !filter.overdue && filter.event === null && filter.class === "" && filter.column === "";

const latestEvent = (events: readonly unknown[]): string | null => events.find((event): event is string => typeof event === "string") ?? null;

/** A chip that opens the browser's own list of choices. */
function ChipSelect(props: {
  name: string;
  none: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onChoose: (value: string) => void;
}): JSX.Element {
  return (
    <span class="chip chip-select" data-on={props.value ? "true" : undefined}>
      <span aria-hidden="true">{props.options.find(([value]) => value === props.value)?.[1] ?? props.name}</span>
      <Icon name="down" size={20} />
      <select aria-label={props.name} value={props.value} onChange={(event) => props.onChoose(event.currentTarget.value)}>
        <option value="">{props.none}</option>
        {props.options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </span>
  );
}

function Rows({ of, current }: { of: readonly Parameters<typeof LeadRow>[0]["lead"][]; current: string | null }): JSX.Element {
  const drawn = useSignal(PAGE);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const seen = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) drawn.value += PAGE;
    }, { rootMargin: "600px" });
    if (end.current) seen.observe(end.current);
    return () => seen.disconnect();
  }, [drawn, drawn.value < of.length]);
  return (
    <>
      <ul class="lead-rows">
        {of.slice(0, drawn.value).map((lead) => (
          <LeadRow key={lead.id} lead={lead} current={lead.id === current} />
        ))}
      </ul>
      {drawn.value < of.length ? <div ref={end} class="rows-end" /> : null}
    </>
  );
}

function NoLeads(): JSX.Element {
  const { leads, today } = words.value;
  return (
    <div class="nothing">
      <h2>{leads.noneTitle}</h2>
      <p>{leads.noneHint}</p>
      <a class="btn btn-main" href="#/log">
        <Icon name="plus" size={22} strong /> {today.stepLog}
      </a>
    </div>
  );
}
