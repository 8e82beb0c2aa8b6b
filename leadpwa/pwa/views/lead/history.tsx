// What was changed, by whom and when; an older value is put back by an ordinary change.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { momentText } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import type { HistoryEntry } from "../../store/types.ts";
import type { Known } from "../known.ts";
import { act } from "../parts/act.ts";
import { say } from "../parts/said.ts";
import { undoOf } from "../parts/undo.ts";
import { nameOfUser, useWorld } from "../world.ts";
import { canPutBack, valueText } from "./values.ts";

export function History({ lead }: { lead: Known }): JSX.Element {
  const { phone } = useWorld();
  const { history: say_ } = words.value;
  const entries = useSignal<readonly HistoryEntry[] | null | "asking">("asking");
  useEffect(() => {
    void phone.history(lead.id).then((found) => (entries.value = found));
  }, [lead.id, phone]);
  if (entries.value === "asking") return <p class="quiet" role="status">{say_.asking}</p>;
  if (entries.value === null) return <p class="quiet" role="status">{say_.offline}</p>;
  return (
    <ol class="timeline history">
      {entries.value.map((entry) => (
        <Entry key={`${entry.mutation} ${entry.field}`} entry={entry} lead={lead} />
      ))}
    </ol>
  );
}

function Entry({ entry, lead }: { entry: HistoryEntry; lead: Known }): JSX.Element {
  const world = useWorld();
  const { history: say_, fields, log } = words.value;
  const { field, from, to, lost } = entry;
  const at = entry.stamp.slice(0, 24);
  const earlier = lost ? to : from;
  const putBack = async (): Promise<void> => {
    const saved = await world.phone.patch("lead", lead.id, { [field]: earlier });
    say({ title: log.saved(lead.who), act: undoOf(world.phone, saved) });
  };
  // People are named, not numbered.
  const text = (value: unknown): string =>
    valueText(field, field === "owner" && typeof value === "string" ? (nameOfUser(world.phone, value) ?? value) : value);
  return (
    <li class={lost ? "corrected" : undefined}>
      <div>
        <p class="entry-head">
          <strong>{field === "_deleted" ? say_.deleted : (fields[field] ?? field)}</strong>
          {lost ? <span>{say_.lost}</span> : null}
          <span>{(entry.by && nameOfUser(world.phone, entry.by)) ?? say_.server}</span>
          <time dateTime={at}>{momentText(at, world.today.value, world.zone)}</time>
        </p>
        <p class="entry-text">
          {text(from)} → {text(to)}
        </p>
        {canPutBack(field, earlier, lead.shown.fields[field]) ? (
          <button type="button" class="small-link" onClick={() => void act(putBack)}>
            {say_.putBack(valueText(field, earlier))}
          </button>
        ) : null}
      </div>
    </li>
  );
}
