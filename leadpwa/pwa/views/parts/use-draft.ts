// What is being typed, kept in the phone's drafts at each change and found again after a kill.
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useWorld } from "../world.ts";

export interface Draft<T> {
  value: T;
  change: (part: Partial<T>) => void;
  drop: () => void;
}

export function useDraft<T extends object>(key: string, first: T, read: (stored: unknown) => T | null): Draft<T> {
  const { phone } = useWorld();
  const held: Signal<T> = useSignal(first);
  const touched = useSignal(false);
  useEffect(() => {
    void phone
      .draft(key)
      .then((stored) => {
        const found = read(stored);
        if (found && !touched.peek()) held.value = found;
      })
      .catch(() => undefined);
  }, [key]);
  return {
    value: held.value,
    change: (part) => {
      touched.value = true;
      held.value = { ...held.value, ...part };
      void phone.saveDraft(key, held.value).catch(() => undefined);
    },
    drop: () => void phone.dropDraft(key).catch(() => undefined),
  };
}
