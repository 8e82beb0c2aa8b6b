import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import { Icon } from "../parts/icons.tsx";
import { OfflineReady } from "../parts/offline-ready.tsx";
import { eventName, pageLink, useWorld } from "../world.ts";

/** Three steps instead of "no data". */
export function NoLeadsYet({ onChooseEvent }: { onChooseEvent: () => void }): JSX.Element {
  const world = useWorld();
  const { today: say_ } = words.value;
  const event = eventName(world, world.event.value);
  const { name } = world.phone.identity.user;
  return (
    <section class="first-steps">
      <h2>{say_.emptyHello(name)}</h2>
      <ol class="card">
        <li data-done={event ? "true" : undefined}>
          <button type="button" onClick={onChooseEvent}>
            <i>{event ? <Icon name="check" size={20} strong /> : 1}</i>
            <span>
              <strong>{say_.stepEvent}</strong>
              <small>{event ? say_.stepEventDone(event) : say_.stepEventTodo}</small>
            </span>
            <Icon name="right" size={20} />
          </button>
        </li>
        <li>
          <a href="#/log">
            <i>2</i>
            <span>
              <strong>{say_.stepLog}</strong>
              <small>{say_.stepLogHint(world.rules.value.capture.complete_days)}</small>
            </span>
            <Icon name="right" size={20} />
          </a>
        </li>
        <li>
          <a href={pageLink(world.base, "policy/records/")}>
            <i>3</i>
            <span>
              <strong>{say_.stepRead}</strong>
              <small>{say_.stepReadHint}</small>
            </span>
            <Icon name="right" size={20} />
          </a>
        </li>
      </ol>
      <div class="first-act">
        <OfflineReady />
        <a class="btn btn-main" href="#/log">
          <Icon name="plus" size={22} strong /> {say_.stepLog}
        </a>
      </div>
    </section>
  );
}
