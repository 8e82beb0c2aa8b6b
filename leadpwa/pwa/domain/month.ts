// A month of all dealers: rates, national rates, stars (docs/rules.md 11 and 12).
import { type Collected, closeRate, isFinal, isIn, type Month, type Order, pending, periodCloseRate, pooled, type Rate, timelyRate } from "./orders.ts";
import type { Rules } from "./rules.ts";
import { type Figures, rateDealer, type Rating } from "./stars.ts";

export interface DealerMonth {
  own: Figures;
  rating: Rating;
  /** Orders that do not count yet. */
  pending: number;
}

export interface MonthReport {
  final: boolean;
  dealers: ReadonlyMap<string, DealerMonth>;
  national: Figures;
  periodClose: Rate;
}

/** The month as counted on a local day. `dealers` names every dealer of the nation. */
export function monthReport(
  dealers: readonly string[],
  orders: readonly Order[],
  collected: readonly Collected[],
  month: Month,
  asOf: string,
  rules: Rules,
): MonthReport {
  const rows = new Map<string, Order[]>(dealers.map((code) => [code, []]));
  for (const order of orders) rows.get(order.dealer)?.push(order);
  const own = new Map([...rows].map(([code, of]) => [code, { timely: timelyRate(of, month, asOf, rules), close: closeRate(of, month) }]));
  const all = [...own.values()];
  const national = { timely: pooled(all.map(({ timely }) => timely)), close: pooled(all.map(({ close }) => close)) };
  const dealerMonth = (code: string, figures: Figures): DealerMonth => {
    const of = rows.get(code) ?? [];
    const hadOrders = of.some(({ dispatchedOn }) => isIn(dispatchedOn, month));
    return { own: figures, rating: rateDealer(figures, national, rules, hadOrders), pending: pending(of, month, asOf, rules) };
  };
  return {
    final: isFinal(month, asOf, rules),
    dealers: new Map([...own].map(([code, figures]) => [code, dealerMonth(code, figures)])),
    national,
    periodClose: periodCloseRate(collected, month),
  };
}
