import type { JSX } from "preact";
import { ageText } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import { openPhoneSheet } from "../sync/open.ts";
import { useWorld } from "../world.ts";
import { Icon } from "./icons.tsx";

/** 3 条未发送，最早 2 小时前. Only while something waits, needs a person, or keeps the sending from going on. */
export function SyncLine(): JSX.Element | null {
  const world = useWorld();
  const { sync } = words.value;
  const state = world.phone.sync.value;
  if (state.unsent === 0 && state.attention === 0 && state.paused === null) return null;
  const comma = words.value.common.comma;
  return (
    <button type="button" class="sync-line" onClick={openPhoneSheet}>
      <Icon name={state.attention > 0 || state.paused ? "alert" : "clock"} size={20} />
      <span class="sync-line-text">
        {state.unsent > 0 ? (
          <>
            <strong>{sync.unsent(state.unsent)}</strong>
            {state.oldest ? comma + sync.oldest(ageText(state.oldest, world.now.value)) : null}
          </>
        ) : state.paused ? (
          <strong>{sync.stopped}</strong>
        ) : null}
      </span>
      {state.attention > 0 ? <strong class="sync-line-attention">{sync.attention(state.attention)}</strong> : null}
      <Icon name="right" size={20} />
    </button>
  );
}
