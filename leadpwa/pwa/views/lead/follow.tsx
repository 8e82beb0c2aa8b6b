import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { momentText } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import type { Shown } from "../../store/types.ts";
import type { Known } from "../known.ts";
import { Icon, type IconName } from "../parts/icons.tsx";
import { State } from "../parts/state.tsx";
import { useWorld } from "../world.ts";
import { correctedIn, isTakingBack, openIssues } from "./contact.ts";

const ICONS: Readonly<Record<string, IconName>> = {
  call: "call", message: "message", visit: "leads", meeting: "meeting", test_drive: "drive", quote: "quote", appointment: "calendar",
  objection: "objection", complaint: "alert", satisfaction: "heart", reply: "reply", note: "note",
};

/** What has been said and done with the lead, newest first. */
export function Follow({ lead, onAnswer }: { lead: Known; onAnswer: (id: string, what: string) => void }): JSX.Element {
  const world = useWorld();
  const { lead: say_ } = words.value;
  const list = useComputed(() => newestFirst(world.activities.value.get(lead.id) ?? []));
  const open = openIssues(lead.activities);
  const corrected = correctedIn(lead.activities);
  if (list.value.length === 0) {
    return (
      <div class="nothing">
        <h2>{say_.noActivities}</h2>
        <p>{say_.noActivitiesHint}</p>
      </div>
    );
  }
  return (
    <ol class="timeline">
      {list.value
        .filter((activity) => !isTakingBack(activity))
        .map((activity) => (
          <Entry key={activity.id} activity={activity} corrected={corrected.has(activity.id)} open={open.has(activity.id)} onAnswer={onAnswer} />
        ))}
    </ol>
  );
}

interface EntryProps {
  activity: Shown;
  corrected: boolean;
  open: boolean;
  onAnswer: (id: string, what: string) => void;
}

function Entry({ activity, corrected, open, onAnswer }: EntryProps): JSX.Element {
  const world = useWorld();
  const { activities, results, lead: say_ } = words.value;
  const text = (key: string): string => (typeof activity.fields[key] === "string" ? activity.fields[key] : "");
  const type = text("type");
  return (
    <li class={corrected ? "corrected" : undefined}>
      <Icon name={ICONS[type] ?? "note"} size={22} />
      <div>
        <p class="entry-head">
          <strong>{activities[type] ?? type}</strong>
          {text("result") ? <span>{results[text("result")] ?? text("result")}</span> : null}
          {corrected ? <span>{say_.corrected}</span> : null}
          {open ? <span class="late">{say_.open}</span> : null}
          <time dateTime={text("at")}>{momentText(text("at"), world.today.value, world.zone)}</time>
        </p>
        {text("text") ? <p class="entry-text">{text("text")}</p> : null}
        {activity.state === "sent" ? null : <State of={activity.state} />}
        {open ? (
          <button type="button" class="small-link" onClick={() => onAnswer(activity.id, activities[type] ?? type)}>
            {say_.answer}
          </button>
        ) : null}
      </div>
    </li>
  );
}

const newestFirst = (list: readonly Shown[]): readonly Shown[] =>
  [...list].sort((a, b) => new Date(String(b.fields["at"])).getTime() - new Date(String(a.fields["at"])).getTime());
