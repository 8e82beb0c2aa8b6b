// The board, to read: six columns with their counts and their shape, and the leads of the one that is chosen.
import { useComputed, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import { COLUMNS } from "../../domain/board.ts";
import { daysBetween } from "../../domain/calendar.ts";
import { shape, unevenAt } from "../../domain/shape.ts";
import type { Known } from "../known.ts";
import { Badge } from "../parts/badge.tsx";
import { Head } from "../parts/head.tsx";
import { Icon } from "../parts/icons.tsx";
import { Name } from "../parts/name.tsx";
import { SyncLine } from "../parts/sync-line.tsx";
import { leadHash } from "../router.ts";
import { whyText } from "../why.ts";
import { useWorld } from "../world.ts";
import { conditionsOf } from "./conditions.ts";

type Column = (typeof COLUMNS)[number];

export function BoardScreen(): JSX.Element {
  const world = useWorld();
  const chosen = useSignal<Column | null>(null);
  const byColumn = useComputed(() => COLUMNS.map((column) => ({ column, leads: world.leads.value.filter((lead) => lead.onBoard && lead.column === column) })));
  const { board, columns, places } = words.value;
  const counts = byColumn.value.map(({ leads }) => leads.length);
  const active = (counts[2] ?? 0) + (counts[3] ?? 0) + (counts[4] ?? 0);
  const current = chosen.value ?? byColumn.value.find(({ column, leads }) => column !== "opportunity" && leads.length > 0)?.column ?? "opportunity";
  const [named, fuller] = [shape(counts), unevenAt(counts)];
  return (
    <main class="screen board">
      <Head title={places.board} second={board.active(active)} />
      <SyncLine />
      <Counts
        of={byColumn.value}
        current={current}
        onChoose={(column) => {
          chosen.value = column;
        }}
      />
      <p class="shape">
        <strong>
          {board.shape}
          {words.value.common.colon}
          {board.shapes[named] ?? named}
        </strong>
        <span>{fuller ? board.startAt(columns[fuller] ?? fuller) : board.advice[named]}</span>
      </p>
      <div class="board-columns" data-current={current}>
        {byColumn.value.map(({ column, leads }) => (
          <ColumnOf key={column} column={column} leads={leads} current={column === current} />
        ))}
      </div>
    </main>
  );
}

function Counts(props: { of: readonly { column: Column; leads: readonly Known[] }[]; current: Column; onChoose: (column: Column) => void }): JSX.Element {
  const { board, columns, columnsShort } = words.value;
  const most = Math.max(1, ...props.of.map(({ leads }) => leads.length));
  return (
    <div class="counts" role="group" aria-label={board.chart}>
      {props.of.map(({ column, leads }) => (
        <button
          key={column}
          type="button"
          aria-pressed={column === props.current ? "true" : "false"}
          aria-label={`${columns[column] ?? column} ${leads.length}`}
          onClick={() => props.onChoose(column)}
        >
          <b>{leads.length}</b>
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
            <rect x="0" y={100 - Math.max(4, (leads.length / most) * 100)} width="100" height="100" rx="6" />
          </svg>
          <span>{columnsShort[column]}</span>
        </button>
      ))}
    </div>
  );
}

function ColumnOf({ column, leads, current }: { column: Column; leads: readonly Known[]; current: boolean }): JSX.Element {
  const { board, columns, columnMeans } = words.value;
  return (
    <section class="board-column" data-current={current ? "true" : undefined} aria-label={columns[column] ?? column}>
      <h2>
        {columns[column]}
        <small>{columnMeans[column]}</small>
        <span>{board.people(leads.length)}</span>
      </h2>
      {leads.length === 0 ? <p class="empty-column">{board.empty}</p> : null}
      <ul>
        {leads.map((lead) => (
          <Card key={lead.id} lead={lead} />
        ))}
      </ul>
    </section>
  );
}

function Card({ lead }: { lead: Known }): JSX.Element {
  const world = useWorld();
  const { board } = words.value;
  const { falling } = lead;
  const why = falling
    ? { text: board.falls(daysBetween(world.today.value, falling.on), words.value.lead.fellWhy[falling.why] ?? falling.why), late: true }
    : whyText(lead, world);
  const conditions = ["p25", "p50"].includes(lead.column) ? conditionsOf(lead) : [];
  return (
    <li>
      <a class={`card board-card${why.late ? " card-trouble" : ""}`} href={leadHash(lead.id)}>
        <span class="card-head">
          <Badge of={lead.class} />
          <span class="card-name">
            <Name lead={lead} />
          </span>
          {lead.daysInColumn !== null && lead.column !== "opportunity" ? <span class="card-day">{board.day(Math.max(1, lead.daysInColumn))}</span> : null}
        </span>
        {conditions.length > 0 ? (
          <span class="dots">
            {conditions.map(({ name, have }) => (
              <span key={name} data-have={have ? "true" : undefined}>
                <i aria-hidden="true" />
                {board.conditions[name]}
                <span class="unseen">{have ? board.have : board.lack}</span>
              </span>
            ))}
          </span>
        ) : null}
        {why.text ? (
          <span class={`card-why${why.late ? " late" : ""}`}>
            {why.late ? <Icon name="clock" size={16} /> : null}
            {why.text}
          </span>
        ) : null}
      </a>
    </li>
  );
}
