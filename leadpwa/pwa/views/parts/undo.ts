import { words } from "../../i18n/index.ts";
import type { Phone, Saved } from "../../store/types.ts";
import { act } from "./act.ts";
import { type Said, say } from "./said.ts";

/** The act of the saved bar that takes a change back, and says whether that was still possible. */
export function undoOf(phone: Phone, saved: Saved): NonNullable<Said["act"]> {
  const run = async (): Promise<void> => {
    const { log } = words.value;
    const isDone = await phone.undo(saved.mutation, ...(saved.also ? [saved.also] : []));
    say(isDone ? { title: log.undonePlain } : { title: log.undoTooLate, failed: true });
  };
  return { label: words.value.log.undo, run: () => void act(run) };
}
