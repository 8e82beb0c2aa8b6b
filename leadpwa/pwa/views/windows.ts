// The windows that a customer names, in words, from the bounds of the classes in the rules.
import type { Rules } from "../domain/rules.ts";
import { words } from "../i18n/index.ts";

export function windowsOf(rules: Rules): { letter: string; label: string }[] {
  const { classes } = words.value;
  return rules.classes.map((rule, index) => {
    const before = rules.classes[index - 1]?.upto;
    const { upto } = rule;
    if (upto && before) return { letter: rule.class, label: classes.windowMiddle(before.value, upto.value, upto.unit) };
    if (upto) return { letter: rule.class, label: classes.windowFirst(upto.value, upto.unit) };
    return { letter: rule.class, label: before ? classes.windowLast(before.value, before.unit) : "" };
  });
}
