"""Purchase classes: what the expected date means today, and when that changes (docs/rules.md 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from leadpwa.domain.calendar import add_days, add_months
from leadpwa.domain.lead import Lead
from leadpwa.domain.rules import Rules
from leadpwa.domain.rules_parts import Span


@dataclass(frozen=True, slots=True)
class Change:
    """The next class: from which day on, and which."""

    on: date
    to: str


@lru_cache(maxsize=1024)
def after(day: date, span: Span) -> date:
    """The day that is a span later; months are clamped to their end. The bounds of one day are asked for every lead."""
    return add_months(day, span.n) if span.unit == "months" else add_days(day, span.n)


def class_of(expected_on: date, today: date, rules: Rules) -> str:
    """The first class whose bound is not before the expected day; the last where none is."""
    for rule in rules.classes:
        if rule.upto is not None and after(today, rule.upto) >= expected_on:
            return rule.letter
    return rules.classes[-1].letter


def is_overdue(expected_on: date, today: date) -> bool:
    """Whether the expected day has passed."""
    return expected_on < today


def next_change(expected_on: date, today: date, rules: Rules) -> Change | None:
    """The first later day on which the class is another; None in the first class.

    Found by the rule itself: subtracting months from the expected day alone misses it by the ends of months.
    """
    rank = rank_of(class_of(expected_on, today, rules), rules)
    nearer = rules.classes[rank - 1].upto if rank > 0 else None
    if nearer is None:
        return None
    on = first_day_within(expected_on, nearer)
    return Change(on, class_of(expected_on, on, rules))


def first_day_within(expected_on: date, span: Span) -> date:
    """The first day from which the expected day is no more than a span away."""
    if span.unit == "days":
        return add_days(expected_on, -span.n)
    day = add_months(expected_on, -span.n)
    # 28 Feb + 1 month is 28 Mar, short of 31 Mar: the day wanted is 1 Mar.
    while after(day, span) < expected_on:
        day = add_days(day, 1)
    return day


def rank_of(letter: str | None, rules: Rules) -> int:
    """The place of a class in its scheme, from 0; unclassified comes after all of them."""
    for rank, rule in enumerate(rules.classes):
        if rule.letter == letter:
            return rank
    return len(rules.classes)


def is_dispatched(letter: str | None, rules: Rules) -> bool:
    """Whether leads of that class are given to dealers."""
    return any(rule.dispatch for rule in rules.classes if rule.letter == letter)


def nurture_days(letter: str | None, rules: Rules) -> int:
    """Days from one contact to the next in that class; None is unclassified."""
    for rule in rules.classes:
        if rule.letter == letter:
            return rule.nurture_days
    return rules.contact.unclassified_days


def expected_from_window(letter: str, answered_on: date, rules: Rules) -> date | None:
    """The far end of a window that was named on a day; None for a letter that the scheme does not have."""
    for rule in rules.classes:
        if rule.letter == letter:
            return after(answered_on, rule.answer)
    return None


def expected_on(lead: Lead, rules: Rules) -> date | None:
    """The day on which a lead is expected to buy: as given, else the far end of the window named at capture."""
    if lead.expected_on is not None:
        return lead.expected_on
    if lead.purchase_window is None or lead.captured_on is None:
        return None
    return expected_from_window(lead.purchase_window, lead.captured_on, rules)


def lead_class(lead: Lead, today: date, rules: Rules) -> str | None:
    """The class of a lead on a day; None while nobody has asked."""
    expected = expected_on(lead, rules)
    return None if expected is None else class_of(expected, today, rules)
