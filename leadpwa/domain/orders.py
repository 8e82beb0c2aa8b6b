"""Dispatch orders and their rates in a month (docs/rules.md 11)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from leadpwa.domain.calendar import add_days, add_months
from leadpwa.domain.rules import Rules

ENDS = ("lost", "invalid", "declined", "redispatched", "withdrawn", "erased")


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as it is counted; `d` = 0 is no rate. Never a rounded percentage."""

    n: int
    d: int


@dataclass(frozen=True, slots=True)
class Order:
    """One lead handed to one dealer. `replied_on` is the local day of a person's reply."""

    id: str
    dealer: str
    dispatched_on: date
    replied_on: date | None = None
    signed_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Collected:
    """A lead that head office collected."""

    received_on: date
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month, first and last day included."""

    first: date
    last: date

    def has(self, day: date | None) -> bool:
        """Whether the day lies in it."""
        return day is not None and self.first <= day <= self.last


def pooled(rates: Iterable[Rate]) -> Rate:
    """The rate of all together: numerators and denominators added, never a mean of rates."""
    all_ = list(rates)
    return Rate(sum(rate.n for rate in all_), sum(rate.d for rate in all_))


def is_timely(order: Order, rules: Rules) -> bool:
    """Whether a person replied on the day of dispatch or the next."""
    if order.replied_on is None:
        return False
    return 0 <= (order.replied_on - order.dispatched_on).days <= rules.dispatch.reply_days


def limit_is_over(order: Order, as_of: date, rules: Rules) -> bool:
    """Whether the last day for a timely reply has passed, so that the order counts."""
    return as_of > add_days(order.dispatched_on, rules.dispatch.reply_days)


def timely_rate(orders: Sequence[Order], month: Month, as_of: date, rules: Rules) -> Rate:
    """Of the month's orders whose limit is over, those replied to in time."""
    counted = [o for o in orders if month.has(o.dispatched_on) and limit_is_over(o, as_of, rules)]
    return Rate(sum(is_timely(o, rules) for o in counted), len(counted))


def pending(orders: Sequence[Order], month: Month, as_of: date, rules: Rules) -> int:
    """The month's orders whose limit is not over yet."""
    return sum(month.has(o.dispatched_on) and not limit_is_over(o, as_of, rules) for o in orders)


def close_rate(orders: Sequence[Order], month: Month) -> Rate:
    """Of the orders to be followed up in the month, those signed in it.

    To be followed up: dispatched in it, or before it and not ended before its first day.
    """
    followed = [o for o in orders if month.has(o.dispatched_on) or _is_open_at(o, month.first)]
    return Rate(sum(month.has(o.signed_on) for o in followed), len(followed))


def period_close_rate(collected: Sequence[Collected], month: Month) -> Rate:
    """Signed in the period, whenever collected, ÷ collected in it; it may pass 1. Never mixed with the other."""
    signed = sum(month.has(c.signed_on) for c in collected)
    return Rate(signed, sum(month.has(c.received_on) for c in collected))


def is_final(month: Month, as_of: date, rules: Rules) -> bool:
    """Whether the month's figures stand: from the final day of the next month on."""
    return as_of >= add_days(add_months(month.first, 1), rules.report.final_day - 1)


def _is_open_at(order: Order, first: date) -> bool:
    ends = [day for day in (order.signed_on, order.ended_on) if day is not None]
    return order.dispatched_on < first and min(ends, default=first) >= first
