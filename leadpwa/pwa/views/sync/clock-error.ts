import type { Rules } from "../../domain/rules.ts";
import type { SyncState } from "../../store/types.ts";

/** By how many minutes the phone's clock is wrong, where that is worth a word; else null. */
export function minutesOff({ clockErrorMs }: SyncState, rules: Rules): number | null {
  const minutes = Math.round(Math.abs(clockErrorMs) / 60_000);
  return minutes >= rules.phone.clock_warn_minutes ? minutes : null;
}
