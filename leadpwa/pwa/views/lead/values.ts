// A field's value as people read it. Pure but for the language.
import { words } from "../../i18n/index.ts";
import { isolated } from "../../i18n/isolate.ts";

export function valueText(field: string, value: unknown): string {
  const { columns, common, history, sources } = words.value;
  if (value === null || value === undefined || value === "") return history.nothing;
  if (typeof value === "string") return isolated((field === "column" ? columns[value] : field === "source" ? sources[value] : undefined) ?? value);
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.map(String).join(common.listComma);
  const { what, on, given, add, remove, yes } = value as Record<string, unknown>;
  if (typeof what === "string") return isolated([on, what].filter(Boolean).join(" "));
  if (typeof given === "boolean") return given ? history.given : history.notGiven;
  if (typeof yes === "boolean") return yes ? history.yes : history.no;
  if (add || remove) return [...list(add, "+"), ...list(remove, "−")].join(common.listComma);
  return isolated(JSON.stringify(value));
}

const list = (of: unknown, sign: string): string[] => (Array.isArray(of) ? of.map((each) => `${sign}${String(each)}`) : []);

const PLAIN = ["name", "mobile", "wechat", "email", "company", "city", "note", "next_step", "budget"];

/** Whether putting this value back is a change that a person may make with one press. */
export function canPutBack(field: string, value: unknown, now: unknown): boolean {
  return PLAIN.includes(field) && value !== null && value !== undefined && JSON.stringify(value) !== JSON.stringify(now);
}
