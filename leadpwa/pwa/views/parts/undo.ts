import { words } from "../../i18n/index.ts";
import type { Phone, Saved } from "../../store/types.ts";
import { type Said, say } from "./said.ts";

/** The act of the saved bar that takes a change back, and says whether that was still possible. */
export function undoOf(phone: Phone, saved: Saved): NonNullable<Said["act"]> {
  const run = async (): Promise<void> => {
    const { log } = words.value;
    const isDone = await phone.undo(saved.mutation, ...(saved.also ? [saved.also] : [])).catch(() => false);
    say({ title: isDone ? log.undonePlain : log.undoTooLate });
  };
  return { label: words.value.log.undo, run: () => void run() };
}
