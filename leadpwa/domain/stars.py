"""Stars of a dealer's month: the timely rate is the gate, the close rate decides within it (docs/rules.md 12)."""

from __future__ import annotations

from dataclasses import dataclass

from leadpwa.domain.orders import Rate
from leadpwa.domain.rules import Rules

PER_MILLE = 1000
PER_CENT = 100


@dataclass(frozen=True, slots=True)
class Figures:
    """The two rates that stars are given by."""

    timely: Rate
    close: Rate


@dataclass(frozen=True, slots=True)
class Rating:
    """Stars, or None where there is nothing to judge by; the two steps in words; whose rates were used."""

    stars: int | None
    because: tuple[str, ...]
    judged_by: str


def rate_dealer(own: Figures, national: Figures, rules: Rules, *, had_orders: bool) -> Rating:
    """The stars for a month. `had_orders`: whether an order was dispatched to the dealer in it.

    Rates are compared by cross-multiplying whole numbers.
    """
    judged = own if had_orders else national
    judged_by = "own" if had_orders else "national"
    if judged.timely.d == 0:
        return Rating(None, ("no timely rate to judge by",), judged_by)
    cap = cap_of(judged.timely, rules)
    less = stars_less(judged.close, national.close, rules)
    because = (
        f"cap {cap}: timely {_text(judged.timely)}",
        f"minus {less}: close {_text(judged.close)} against {_text(national.close)}",
    )
    return Rating(max(rules.stars.lowest, cap - less), because, judged_by)


def cap_of(timely: Rate, rules: Rules) -> int:
    """The most stars that a timely rate lets through the gates."""
    for gate in rules.stars.gates:
        if PER_MILLE * timely.n >= gate.at_least * timely.d:
            return gate.cap
    return rules.stars.lowest


def stars_less(close: Rate, national: Rate, rules: Rules) -> int:
    """Stars off the cap, by the close rate against the nation's; without one of them it counts as exactly national."""
    if close.d == 0 or national.d == 0 or national.n == 0:
        close = national = Rate(1, 1)
    for step in rules.stars.steps:
        if PER_CENT * close.n * national.d >= step.at_least * national.n * close.d:
            return step.less
    return rules.stars.otherwise_less


def _text(rate: Rate) -> str:
    return f"{rate.n}/{rate.d}"
