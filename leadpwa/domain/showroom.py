"""A showroom's own figures of a month, each with numerator and denominator (docs/rules.md 13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leadpwa.domain.activity import PRESENT, Activity, standing, was_reached
from leadpwa.domain.lead import Lead
from leadpwa.domain.orders import Month, Rate

RECORDED = ("walk_in", "event")
UNEXPLAINED = ("other", "unreachable")


@dataclass(frozen=True, slots=True)
class Showroom:
    """建档数 and the five rates: 留档率, 试驾率, 二次来店率, 邀约到店率, 战败明确率."""

    recorded: int
    with_contact: Rate
    test_drive: Rate
    second_visit: Rate
    appointments_kept: Rate
    losses_explained: Rate


def showroom_month(leads: Sequence[tuple[Lead, Sequence[Activity]]], month: Month) -> Showroom:
    """The figures of one dealer's leads, anonymous ones included; deleted and merged ones are left out."""
    living = [(lead, done) for lead, done in leads if not lead.deleted and not lead.merged]
    recorded = [
        (lead, done) for lead, done in living if lead.source in RECORDED and month.has(lead.captured_on)
    ]
    reachable = [(lead, done) for lead, done in recorded if lead.mobile or lead.wechat or lead.email]
    appointments = [kept for _, done in living for kept in _appointments(done, month)]
    losses = [lead for lead, _ in living if _is_lost_in(lead, month)]
    return Showroom(
        recorded=len(recorded),
        with_contact=Rate(len(reachable), len(recorded)),
        test_drive=Rate(sum(_drove(done, month.last) for _, done in reachable), len(reachable)),
        second_visit=Rate(
            sum(len(_days_here(lead, done, month.last)) >= 2 for lead, done in reachable), len(reachable)
        ),
        appointments_kept=Rate(sum(appointments), len(appointments)),
        losses_explained=Rate(sum(lead.lost_why not in UNEXPLAINED for lead in losses), len(losses)),
    )


def _drove(activities: Sequence[Activity], until: date) -> bool:
    return any(a.type == "test_drive" and a.day <= until for a in _present(activities))


def _days_here(lead: Lead, activities: Sequence[Activity], until: date) -> set[date]:
    days = {a.day for a in _present(activities) if a.day <= until}
    if lead.source == "walk_in" and lead.captured_on is not None:
        days.add(lead.captured_on)
    return days


def _present(activities: Sequence[Activity]) -> list[Activity]:
    return [a for a in standing(activities) if a.type in PRESENT and a.by_person and was_reached(a)]


def _appointments(activities: Sequence[Activity], month: Month) -> list[bool]:
    """For each appointment of the month that nothing corrected before its day: whether it was kept."""
    here = {a.day for a in _present(activities)}
    due = [(a.id, a.on) for a in activities if a.type == "appointment" and a.on and month.has(a.on)]
    return [on in here for id_, on in due if not _corrected_before(id_, on, activities)]


def _corrected_before(id: str, day: date, activities: Sequence[Activity]) -> bool:
    return any(a.corrects == id and a.id != id and a.day < day for a in activities)


def _is_lost_in(lead: Lead, month: Month) -> bool:
    confirmed = lead.column == "lost" and bool(lead.lost_why) and lead.outcome_confirmed
    return confirmed and month.has(lead.lost_on or lead.outcome_on or lead.stamped.get("lost"))
