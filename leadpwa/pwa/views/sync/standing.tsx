import type { JSX } from "preact";
import { ageText } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import { go } from "../router.ts";
import { useWorld } from "../world.ts";
import { minutesOff } from "./clock-error.ts";
import { phoneSheetOpen } from "./open.ts";

/** How things stand in sentences: the oldest, what stops the sending, a clock that is wrong, a store that was emptied. */
export function Standing(): JSX.Element {
  const world = useWorld();
  const { sync } = words.value;
  const state = world.phone.sync.value;
  const minutes = minutesOff(state, world.rules.value);
  return (
    <div class="standing">
      {state.unsent > 0 ? (
        <p>
          {state.oldest ? sync.oldestOne(ageText(state.oldest, world.now.value)) : null}
          {state.paused ? null : state.offline ? sync.offline : sync.kept}
        </p>
      ) : null}
      {state.paused ? (
        <div class="trouble-plain">
          <p>{sync.paused[state.paused]}</p>
          <p>{sync.userId(world.phone.identity.user.id)}</p>
          {state.paused !== "upgrade" ? (
            <button
              type="button"
              class="link-button"
              onClick={() => {
                phoneSheetOpen.value = false;
                go("#/pair");
              }}
            >
              {sync.pairAgain}
            </button>
          ) : null}
        </div>
      ) : null}
      {state.resyncing ? <p>{sync.resyncing}</p> : null}
      {state.evicted ? (
        <div class="trouble-plain">
          <p>{sync.evicted(state.evicted.unsent)}</p>
          <button type="button" class="link-button" onClick={() => world.phone.noteLoss()}>
            {sync.noted}
          </button>
        </div>
      ) : null}
      {minutes !== null ? <p class="trouble-plain">{sync.clock(minutes)}</p> : null}
    </div>
  );
}
