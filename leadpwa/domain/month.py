"""A month of all dealers: rates, national rates, stars (docs/rules.md 11 and 12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from leadpwa.domain.orders import (
    Collected,
    Month,
    Order,
    Rate,
    close_rate,
    is_final,
    pending,
    period_close_rate,
    pooled,
    timely_rate,
)
from leadpwa.domain.rules import Rules
from leadpwa.domain.stars import Figures, Rating, rate_dealer


@dataclass(frozen=True, slots=True)
class DealerMonth:
    """One dealer's own figures, its rating, and how many orders do not count yet."""

    own: Figures
    rating: Rating
    pending: int


@dataclass(frozen=True, slots=True)
class MonthReport:
    """The figures of every dealer and of the nation; `final` once they stand."""

    final: bool
    dealers: Mapping[str, DealerMonth]
    national: Figures
    period_close: Rate


def month_report(
    dealers: Sequence[str],
    orders: Sequence[Order],
    collected: Sequence[Collected],
    month: Month,
    as_of: date,
    rules: Rules,
) -> MonthReport:
    """The month as counted on a local day. `dealers` names every dealer of the nation."""
    of: dict[str, list[Order]] = {code: [] for code in dealers}
    for order in orders:
        of[order.dealer].append(order)
    own = {
        code: Figures(timely_rate(rows, month, as_of, rules), close_rate(rows, month))
        for code, rows in of.items()
    }
    national = Figures(pooled(f.timely for f in own.values()), pooled(f.close for f in own.values()))
    return MonthReport(
        final=is_final(month, as_of, rules),
        dealers={
            code: DealerMonth(
                own[code],
                rate_dealer(
                    own[code], national, rules, had_orders=any(month.has(o.dispatched_on) for o in rows)
                ),
                pending(rows, month, as_of, rules),
            )
            for code, rows in of.items()
        },
        national=national,
        period_close=period_close_rate(collected, month),
    )
