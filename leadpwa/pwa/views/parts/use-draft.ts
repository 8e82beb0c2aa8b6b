// What is being typed, kept in the phone's drafts at each change and found again after a kill.
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useWorld } from "../world.ts";
import { restored } from "./restored.ts";

export interface Draft<T> {
  value: T;
  /** What is shown was typed before, in this sheet or in one that was killed. */
  isRestored: boolean;
  change: (part: Partial<T>) => void;
  /** Saves: one at a time, and nothing typed meanwhile is written down behind it unless it fails. */
  save: (work: () => Promise<void>) => Promise<void>;
  /** Back to how the sheet opened. */
  discard: () => void;
  drop: () => void;
}

/** `first` is how things stand; `read` takes what another version may have stored. */
export function useDraft<T extends object>(key: string, first: T, read: (stored: unknown) => T | null): Draft<T> {
  const { phone } = useWorld();
  const began = useRef(first);
  const held: Signal<T> = useSignal(first);
  const isRestored = useSignal(false);
  const touched = useRef(false);
  const saving = useRef(false);
  const keep = (): void => void phone.saveDraft(key, { was: began.current, now: held.peek() }).catch(() => undefined);
  const drop = (): void => void phone.dropDraft(key).catch(() => undefined);
  useEffect(() => {
    void phone
      .draft(key)
      .then((stored) => {
        const found = restored(stored, began.current, read);
        if (found === null || touched.current) return;
        held.value = found;
        isRestored.value = true;
      })
      .catch(() => undefined);
  }, [key]);
  return {
    value: held.value,
    isRestored: isRestored.value,
    change: (part) => {
      touched.current = true;
      held.value = { ...held.value, ...part };
      if (!saving.current) keep();
    },
    save: async (work) => {
      if (saving.current) return;
      saving.current = true;
      try {
        await work();
      } catch (error) {
        keep();
        throw error;
      } finally {
        saving.current = false;
      }
    },
    discard: () => {
      held.value = began.current;
      isRestored.value = false;
      drop();
    },
    drop,
  };
}
