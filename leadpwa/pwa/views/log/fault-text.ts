import { numberText } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import type { Fault } from "./form.ts";

/** The sentence beside the field. */
export function faultText(fault: Fault | undefined): string | null {
  if (!fault) return null;
  const { errors } = words.value.log;
  return fault.why === "long" ? errors.long(numberText(fault.most), numberText(fault.now)) : errors[fault.why];
}
