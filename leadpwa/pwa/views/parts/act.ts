// An act of a view: whatever becomes of it, the person hears. Nothing pressed may end in silence.
import { words } from "../../i18n/index.ts";
import { SaveError } from "../../store/types.ts";
import { say } from "./said.ts";

/** Whether it was done; where it was not, the saved bar has said why, and what was kept. */
export async function act(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    console.error(error);
    say({ title: failedText(error), failed: true });
    return false;
  }
}

export const failedText = (error: unknown): string => words.value.log.failed[error instanceof SaveError ? error.kind : "failed"];
