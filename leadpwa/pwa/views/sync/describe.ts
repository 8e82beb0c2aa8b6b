// A waiting change in two words: whose, and what.
import { words } from "../../i18n/index.ts";
import type { Mutation } from "../../store/types.ts";
import type { Known } from "../known.ts";

export interface Described {
  lead: Known | null;
  who: string;
  what: string;
}

export function describe(mutation: Mutation, leads: readonly Known[], activityLead: (id: string) => string | null): Described {
  const patch = mutation.patch ?? {};
  const id = mutation.kind === "lead" ? mutation.record : (textOf(patch["lead"]) ?? activityLead(mutation.record));
  const lead = leads.find((one) => one.id === id) ?? null;
  const name = textOf(patch["name"]) ?? textOf(patch["mobile"]);
  return { lead, who: lead?.who ?? name ?? words.value.sync.person, what: whatOf(mutation) };
}

function whatOf({ kind, patch = {}, delete: deleted, restore }: Mutation): string {
  const { sync, fields, activities } = words.value;
  if (deleted) return sync.removed;
  if (restore) return sync.restored;
  if (kind === "activity") return sync.newActivity(activities[String(patch["type"])] ?? "");
  if (kind !== "lead") return sync.other;
  if ("source" in patch && "captured_at" in patch) return sync.newLead;
  const named = Object.keys(patch).map((field) => fields[field]);
  const [first] = named;
  return named.length === 1 && first ? sync.changed(first) : "expected_on" in patch && named.length === 3 ? sync.changed(fields["purchase_window"] ?? "") : sync.changedMany(named.length);
}

const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
