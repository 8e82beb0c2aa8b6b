// Stars of a dealer's month: the timely rate is the gate, the close rate decides within it (docs/rules.md 12).
import type { Rate } from "./orders.ts";
import type { Rules } from "./rules.ts";

const [PER_MILLE, PER_CENT] = [1000, 100];

/** The two rates that stars are given by. */
export interface Figures {
  timely: Rate;
  close: Rate;
}

export interface Rating {
  /** Null where there is nothing to judge by. */
  stars: number | null;
  because: readonly string[];
  judgedBy: "own" | "national";
}

/**
 * The stars for a month. `hadOrders`: whether an order was dispatched to the dealer in it. Rates are compared by
 * cross-multiplying whole numbers.
 */
export function rateDealer(own: Figures, national: Figures, rules: Rules, hadOrders: boolean): Rating {
  const judged = hadOrders ? own : national;
  const judgedBy = hadOrders ? "own" : "national";
  if (judged.timely.d === 0) return { stars: null, because: ["no timely rate to judge by"], judgedBy };
  const cap = capOf(judged.timely, rules);
  const less = starsLess(judged.close, national.close, rules);
  const because = [`cap ${cap}: timely ${text(judged.timely)}`, `minus ${less}: close ${text(judged.close)} against ${text(national.close)}`];
  return { stars: Math.max(rules.stars.lowest, cap - less), because, judgedBy };
}

/** The most stars that a timely rate lets through the gates. */
export function capOf(timely: Rate, rules: Rules): number {
  return rules.stars.gates.find((gate) => PER_MILLE * timely.n >= gate.at_least * timely.d)?.cap ?? rules.stars.lowest;
}

/** Stars off the cap, by the close rate against the nation's; without one of them it counts as exactly national. */
export function starsLess(close: Rate, national: Rate, rules: Rules): number {
  const none = close.d === 0 || national.d === 0 || national.n === 0;
  const [n, d] = none ? [1, 1] : [close.n * national.d, national.n * close.d];
  return rules.stars.steps.find((step) => PER_CENT * n >= step.at_least * d)?.less ?? rules.stars.otherwise_less;
}

function text({ n, d }: Rate): string {
  return `${n}/${d}`;
}
