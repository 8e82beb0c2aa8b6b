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
  const troubles = troublesOf(state.evicted?.unsent ?? null, minutesOff(state, world.rules.value), state.paused !== null);
  if (state.unsent === 0 && state.attention === 0 && troubles.length === 0) return null;
  const comma = words.value.common.comma;
  const [first, ...rest] = troubles;
  return (
    <button type="button" class="sync-line" onClick={openPhoneSheet}>
      <Icon name={state.attention > 0 || first ? "alert" : "clock"} size={20} />
      <span class="sync-line-text">
        {first ? <strong class="late">{[first, ...rest].join(comma)}</strong> : null}
        {first && state.unsent > 0 ? comma : null}
        {state.unsent > 0 ? <strong>{sync.unsent(state.unsent)}</strong> : null}
        {!first && state.unsent > 0 && state.oldest && !isFresh(state.oldest, world.now.value) ? comma + sync.oldest(ageText(state.oldest, world.now.value)) : null}
      </span>
      {state.attention > 0 ? <strong class="sync-line-attention">{sync.attention(state.attention)}</strong> : null}
      <Icon name="right" size={20} />
    </button>
  );
}

/** What nobody would look for in the sheet by themselves. */
function troublesOf(lost: number | null, minutes: number | null, isPaused: boolean): string[] {
  const { sync } = words.value;
  return [
    ...(lost !== null ? [sync.lost(lost)] : []),
    ...(isPaused ? [sync.stopped] : []),
    ...(minutes !== null ? [sync.clockOff(minutes)] : []),
  ];
}
