"""Worked examples: the same functions that run the app, on the days and counts that a page names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from leadpwa.domain.calendar import DEFAULT_ZONE, add_days, local_day, parse_day, parse_time, zone_of
from leadpwa.domain.classes import Change, class_of, expected_from_window, next_change
from leadpwa.domain.orders import Order, Rate, is_timely
from leadpwa.domain.ratio import left
from leadpwa.domain.rules import Rules
from leadpwa.domain.stars import Figures, cap_of, rate_dealer, stars_less

# A dealer's month as it may well be; the nation's close rate is pooled from a few hundred dealers.
_MONTH = Figures(timely=Rate(57, 60), close=Rate(16, 142))
_NATION = Figures(timely=Rate(4218, 4502), close=Rate(1031, 9874))


@dataclass(frozen=True, slots=True)
class Classified:
    """An answer of `on`, as it is kept."""

    on: date
    window: str | None
    expected_on: date
    letter: str
    change: Change | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """`until` is the last day on which a reply is timely, whole; `late_from` the day after."""

    dispatched: datetime
    until: date
    late_from: date


@dataclass(frozen=True, slots=True)
class Left:
    """What `closes` leave of `prospects`, at one in `each`."""

    prospects: int
    closes: int
    each: int
    left: int


@dataclass(frozen=True, slots=True)
class MonthOf:
    """A dealer's month: its rates, the nation's, and the way to the stars."""

    own: Figures
    nation: Figures
    cap: int
    less: int
    stars: int | None


class Worked:
    """Examples by these rules; every wrong argument is a ValueError that says what to write."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._zone = zone_of(DEFAULT_ZONE)

    def classify(self, on: str, window: str | None, expected_on: str | None) -> Classified:
        """What an answer given on a day comes to."""
        today = _day(on, "on")
        if (window is None) == (expected_on is None):
            raise ValueError("give one of window and expected_on")
        if window is not None:
            expected = expected_from_window(window, today, self._rules)
            if expected is None:
                raise ValueError(f"there is no class '{window}'")
        else:
            expected = _day(expected_on or "", "expected_on")
        letter = class_of(expected, today, self._rules)
        change = next_change(expected, today, self._rules)
        return Classified(today, window, expected, letter, change, expected < today)

    def reply(self, dispatched_at: str) -> Reply:
        """The last day of a timely reply."""
        moment = parse_time(dispatched_at)
        if moment is None:
            raise ValueError('dispatched_at is a time with its offset, as "2026-11-24T17:50:00+08:00"')
        on = until = local_day(moment, self._zone)
        while is_timely(Order("", "", on, replied_on=add_days(until, 1)), self._rules):
            until = add_days(until, 1)
        return Reply(moment.astimezone(self._zone), until, add_days(until, 1))

    def ratio(self, prospects: int, closes: int) -> Left:
        """What so many closes leave of so many prospects."""
        if min(prospects, closes) < 0:
            raise ValueError("prospects and closes are counts, from 0")
        each = self._rules.ratio.closing
        return Left(prospects, closes, each, left(prospects, closes, each))

    def month(self) -> MonthOf:
        """How a month's figures become stars."""
        return MonthOf(
            own=_MONTH,
            nation=_NATION,
            cap=cap_of(_MONTH.timely, self._rules),
            less=stars_less(_MONTH.close, _NATION.close, self._rules),
            stars=rate_dealer(_MONTH, _NATION, self._rules, had_orders=True).stars,
        )


def _day(text: str, name: str) -> date:
    found = parse_day(text)
    if found is None:
        raise ValueError(f'{name} is a day, as "2026-11-24"')
    return found
