// The table of other countries' numbers comes when somebody types one: it is larger than the form.
import { signal } from "@preact/signals";
import type { World as Table } from "../../domain/phones.ts";
import { isForeign } from "./form.ts";

/** Undefined until it is here: a number is then judged by its length alone. */
export const foreignNumbers = signal<Table | undefined>(undefined);

/** Fetches the table where the text is the beginning of a foreign number. */
export function prepareFor(mobile: string): void {
  if (!isForeign(mobile) || foreignNumbers.peek()) return;
  void import("../../device/world-numbers.ts").then(
    ({ worldNumber }) => (foreignNumbers.value = worldNumber),
    () => undefined,
  );
}
