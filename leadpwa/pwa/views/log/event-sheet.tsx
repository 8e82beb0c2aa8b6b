import type { JSX } from "preact";
import { dayText } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import { Choice } from "../parts/choice.tsx";
import { Sheet } from "../parts/sheet.tsx";
import { useWorld, type World } from "../world.ts";

/** The event chosen once; every lead logged today then carries it. */
export function EventSheet({ onClose }: { onClose: () => void }): JSX.Element {
  const world = useWorld();
  const { log } = words.value;
  const choose = (id: string | null): void => {
    world.chooseEvent(id);
    onClose();
  };
  const offered = eventsNow(world);
  return (
    <Sheet title={log.event} onClose={onClose}>
      <p class="quiet">{offered.length > 0 ? log.eventHint : log.noEventsYet}</p>
      <ul class="choices">
        {offered.map((event) => (
          <Choice key={event.id} on={world.event.value === event.id} title={event.name} second={event.dates} onPress={() => choose(event.id)} />
        ))}
        <Choice on={world.event.value === null} title={log.noEvent} second={log.noEventHint} onPress={() => choose(null)} />
      </ul>
    </Sheet>
  );
}

/** Those that are not over. */
function eventsNow(world: World): { id: string; name: string; dates: string }[] {
  const { log } = words.value;
  const today = world.today.value;
  return world.events.value
    .map(({ id, fields }) => {
      const text = (key: string): string => (typeof fields[key] === "string" ? fields[key] : "");
      const [from, to] = [text("from"), text("to")];
      const dates = from && to ? log.eventDates(dayText(from, today), dayText(to, today)) : "";
      return { id, name: text("name") || id, to, dates };
    })
    .filter(({ to }) => to === "" || to >= today);
}
