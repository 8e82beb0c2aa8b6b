import type { Model } from "../../facts.ts";
import type { Shown } from "../../store/types.ts";

/** The models, most chosen at this event first; equal ones stay in their order. */
export function rankedModels(models: readonly Model[], leads: readonly Shown[], event: string | null): { models: readonly Model[]; ranked: boolean } {
  const counts = new Map<string, number>();
  for (const lead of leads) {
    if (event === null || lead.fields["event"] !== event || !Array.isArray(lead.fields["models"])) continue;
    for (const model of lead.fields["models"]) counts.set(model, (counts.get(model) ?? 0) + 1);
  }
  if (counts.size === 0) return { models, ranked: false };
  return { models: [...models].sort((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0)), ranked: true };
}
