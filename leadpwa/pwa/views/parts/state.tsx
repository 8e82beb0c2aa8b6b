import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import type { RecordState } from "../../store/types.ts";
import { Icon, type IconName } from "./icons.tsx";

const ICONS: Record<RecordState, IconName> = { sent: "check", waiting: "clock", attention: "alert" };

/** Whether a record has reached the server: icon and word. */
export function State({ of }: { of: RecordState }): JSX.Element {
  return (
    <span class={`state state-${of}`}>
      <Icon name={ICONS[of]} size={16} strong={of === "attention"} />
      {words.value.state[of]}
    </span>
  );
}
