// Foreign numbers by the table of every country's lengths. Imported apart (`import()`), never by the first screen.
import { parsePhoneNumberFromString } from "libphonenumber-js/max";

/** The number in E.164, or null where no number of its country is that long. For `e164` of domain/phones.ts. */
export function worldNumber(folded: string): string | null {
  const found = parsePhoneNumberFromString(folded);
  return found?.isPossible() ? found.number : null;
}
