import type { JSX } from "preact";
import { ACTIVE, COLUMNS } from "../../domain/board.ts";
import { words } from "../../i18n/index.ts";
import type { Known } from "../known.ts";
import { ownerText, useWorld } from "../world.ts";


/** Where the lead stands, as six steps of which the reached ones are filled, and for how long. */
export function ColumnSteps({ lead }: { lead: Known }): JSX.Element {
  const world = useWorld();
  const { columns, columnsShort, lead: say_ } = words.value;
  const at = COLUMNS.findIndex((column) => column === lead.column);
  const cycle = world.rules.value.board.sales_cycle_days;
  return (
    <section class="column-steps" aria-label={`${say_.column} ${columns[lead.column] ?? lead.column}`}>
      {at < 0 ? (
        <p>{columns[lead.column]}</p>
      ) : (
        <ol aria-hidden="true">
          {COLUMNS.map((column, index) => (
            <li key={column} data-reached={index <= at ? "true" : undefined} data-current={index === at ? "true" : undefined}>
              {columnsShort[column]}
            </li>
          ))}
        </ol>
      )}
      <p class="quiet">
        <span>
          {lead.daysInColumn !== null && ACTIVE.includes(lead.column)
            ? say_.inColumn(columns[lead.column] ?? "", Math.max(1, lead.daysInColumn), cycle)
            : null}
        </span>
        <span>{ownerText(lead, world)}</span>
      </p>
    </section>
  );
}
