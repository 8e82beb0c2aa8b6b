"""Worked examples: the same functions that run the app, on the days and counts that a page names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from leadpwa.domain.calendar import DEFAULT_ZONE, add_days, local_day, parse_day, parse_time, zone_of
from leadpwa.domain.classes import Change, class_of, expected_from_window, next_change
from leadpwa.domain.rules import Rules


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
        until = add_days(local_day(moment, self._zone), self._rules.dispatch.reply_days)
        return Reply(moment.astimezone(self._zone), until, add_days(until, 1))

    def ratio(self, prospects: int, closes: int) -> Left:
        """What so many closes leave of so many prospects."""
        each = self._rules.ratio.closing
        return Left(prospects, closes, each, max(0, prospects - closes * each))


def _day(text: str, name: str) -> date:
    found = parse_day(text)
    if found is None:
        raise ValueError(f'{name} is a day, as "2026-11-24"')
    return found
