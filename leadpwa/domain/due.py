"""What is due next with a lead, and why (docs/rules.md 4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from leadpwa.domain.activity import Activity, is_contact, open_complaints, standing, was_reached
from leadpwa.domain.board import column_now
from leadpwa.domain.calendar import DEFAULT_ZONE, add_days, add_hours, add_months, local_day, zone_of
from leadpwa.domain.classes import (
    class_of,
    expected_on,
    first_day_within,
    is_dispatched,
    lead_class,
    nurture_days,
)
from leadpwa.domain.lead import Lead
from leadpwa.domain.rules import Rules


@dataclass(frozen=True, slots=True)
class Due:
    """The day on which something is due, and what it is."""

    on: date
    why: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a lead beside its fields: what was done, when its dealer got it, in which zone."""

    activities: Sequence[Activity] = ()
    dispatched_on: date | None = None
    zone: str = DEFAULT_ZONE


def next_due(lead: Lead, told: Told, today: date, rules: Rules) -> Due | None:
    """The earliest of what is due; of one day, the reason named first. None where nothing is to be done.

    `why` is one of complaint, next_step, first_meeting, first_contact, call_back, nurture, service_call, wake_up.
    """
    return next_due_in(lead, column_now(lead, today, rules), told, today, rules)


def next_due_in(lead: Lead, column: str, told: Told, today: date, rules: Rules) -> Due | None:
    """What is due next with a lead that stands in `column` on the day."""
    if lead.merged or lead.deleted:
        return None
    if column == "dormant":
        return Due(lead.dormant_until, "wake_up") if lead.dormant_until else None
    if column in ("lost", "invalid"):
        return None
    activities = standing(told.activities)
    dues = list(_of_all(lead, activities, told.zone, rules))
    if column == "closed":
        dues += _of_closed(lead, activities, rules)
    else:
        dues += _of_open(lead, activities, told, today, rules)
    return min(dues, key=lambda due: due.on, default=None)


def is_overdue(due: Due, today: date) -> bool:
    """Whether its day is over."""
    return due.on < today


def confirmed_on(lead: Lead, activities: Sequence[Activity]) -> date | None:
    """The latest day on which somebody said when they want to buy, or that the date holds.

    `activities` are those that count.
    """
    stated = lead.stamped.get("purchase_window" if lead.expected_on is None else "expected_on")
    own = lead.confirmed_on or stated or lead.captured_on
    days = [a.day for a in activities if a.confirms]
    return max([*days, own] if own else days, default=None)


def class_confirmed(lead: Lead, activities: Sequence[Activity], rules: Rules) -> str | None:
    """The class on the day that it was last confirmed: time alone does not move it. None: unclassified."""
    expected, day = expected_on(lead, rules), confirmed_on(lead, activities)
    return None if expected is None or day is None else class_of(expected, day, rules)


def _of_all(lead: Lead, activities: Sequence[Activity], zone: str, rules: Rules) -> Iterator[Due]:
    hours = rules.contact.complaint_hours
    complaints = open_complaints(activities)
    if complaints:
        yield Due(min(local_day(add_hours(a.at, hours), zone_of(zone)) for a in complaints), "complaint")
    if lead.next_step_on is not None:
        yield Due(lead.next_step_on, "next_step")


def _of_open(
    lead: Lead, activities: Sequence[Activity], told: Told, today: date, rules: Rules
) -> Iterator[Due]:
    letter = lead_class(lead, today, rules)
    last = max((a.day for a in activities if is_contact(a)), default=None)
    if lead.first_meeting_on is not None and lead.met_on is None:
        yield Due(lead.first_meeting_on, "first_meeting")
    if last is None:
        first = _first_contact(lead, letter, told, rules)
        if first is not None:
            yield Due(first, "first_contact")
    back = _call_back(lead, letter, activities, rules)
    if back is not None:
        yield Due(back, "call_back")
    if last is not None and (lead.next_step_on is None or lead.next_step_on < today):
        yield Due(add_days(last, nurture_days(letter, rules)), "nurture")


def _first_contact(lead: Lead, letter: str | None, told: Told, rules: Rules) -> date | None:
    if not is_dispatched(letter, rules):
        return add_days(lead.captured_on, nurture_days(letter, rules)) if lead.captured_on else None
    start = (told.dispatched_on if lead.dealer else lead.received_on) or lead.captured_on
    return add_days(start, rules.contact.first_days) if start else None


def _call_back(lead: Lead, letter: str | None, activities: Sequence[Activity], rules: Rules) -> date | None:
    """Head office asks whether the date still holds, from the day on which time alone brought the class in."""
    expected = expected_on(lead, rules)
    if lead.dealer or expected is None or not is_dispatched(letter, rules):
        return None
    if is_dispatched(class_confirmed(lead, activities, rules), rules):
        return None
    furthest = [rule.upto for rule in rules.classes if rule.dispatch][-1]
    return first_day_within(expected, furthest) if furthest else None


def _of_closed(lead: Lead, activities: Sequence[Activity], rules: Rules) -> Iterator[Due]:
    """The first service call that nobody has made."""
    start = lead.delivered_on or lead.signed_on
    if start is None:
        return
    done = max((a.day for a in activities if a.type == "satisfaction" and was_reached(a)), default=date.min)
    for day in _service_days(start, rules):
        if day > done:
            yield Due(day, "service_call")
            return


def _service_days(start: date, rules: Rules) -> Iterator[date]:
    yield add_days(start, rules.service.first_days)
    yield add_days(start, rules.service.second_days)
    months, day = 0, start
    while day < date.max:
        months += rules.service.every_months
        day = add_months(start, months)
        yield day
