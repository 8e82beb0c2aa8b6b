import type { JSX } from "preact";
import { ageText, isFresh } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import { minutesOff } from "../sync/clock-error.ts";
import { openPhoneSheet } from "../sync/open.ts";
import { useWorld } from "../world.ts";
import { Icon } from "./icons.tsx";

/** 3 条未发送，最早 2 小时前. Only while something waits, needs a person, keeps the sending from going on, or was lost. */
export function SyncLine(): JSX.Element | null {
  const world = useWorld();
  const { sync } = words.value;
  const state = world.phone.sync.value;
  const trouble = worstOf(state.evicted?.unsent ?? null, minutesOff(state, world.rules.value), state.paused !== null);
  if (state.unsent === 0 && state.attention === 0 && trouble === null) return null;
  const comma = words.value.common.comma;
  return (
    <button type="button" class="sync-line" onClick={openPhoneSheet}>
      <Icon name={state.attention > 0 || trouble ? "alert" : "clock"} size={20} />
      <span class="sync-line-text">
        {trouble ? <strong class="late">{trouble}</strong> : null}
        {trouble && state.unsent > 0 ? comma : null}
        {state.unsent > 0 ? <strong>{sync.unsent(state.unsent)}</strong> : null}
        {!trouble && state.unsent > 0 && state.oldest && !isFresh(state.oldest, world.now.value) ? comma + sync.oldest(ageText(state.oldest, world.now.value)) : null}
      </span>
      {state.attention > 0 ? <strong class="sync-line-attention">{sync.attention(state.attention)}</strong> : null}
      <Icon name="right" size={20} />
    </button>
  );
}

/** What nobody would look for in the sheet by themselves, the worst of it. */
function worstOf(lost: number | null, minutes: number | null, isPaused: boolean): string | null {
  const { sync } = words.value;
  if (lost !== null) return sync.lost(lost);
  if (isPaused) return sync.stopped;
  return minutes === null ? null : sync.clockOff(minutes);
}
