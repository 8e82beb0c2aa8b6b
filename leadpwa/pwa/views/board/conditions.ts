// The five conditions of 50 %, in their fixed order, as the dots on a card.
import type { Known } from "../known.ts";

export interface Condition {
  name: "decider" | "proposal_fits" | "price_discussed" | "dates" | "next_step";
  have: boolean;
}

export function conditionsOf(lead: Known): readonly Condition[] {
  const lacks = new Set(lead.missingFor50);
  return [
    { name: "decider", have: !lacks.has("decider") },
    { name: "proposal_fits", have: !lacks.has("proposal_fits") },
    { name: "price_discussed", have: !lacks.has("price_discussed") },
    { name: "dates", have: !lacks.has("decision_on") && !lacks.has("delivery_on") },
    { name: "next_step", have: !lacks.has("next_step") },
  ];
}
