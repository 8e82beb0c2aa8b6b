"""What was done with a lead, as the rules read it (docs/rules.md 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from leadpwa.domain.calendar import local_day
from leadpwa.domain.reader import Reader

TYPES = (
    *("call", "message", "visit", "meeting", "test_drive", "quote", "appointment"),
    *("objection", "complaint", "satisfaction", "reply", "note"),
)
RESULTS = ("reached", "no_answer", "wrong_number", "accepted", "declined", "kept", "missed")
CONTACTS = ("call", "message", "visit", "meeting", "test_drive")
PRESENT = ("visit", "meeting", "test_drive")
NOT_REACHED = ("no_answer", "wrong_number", "missed")


@dataclass(frozen=True, slots=True)
class Activity:
    """One contact or note. `day` is the local day of `at`; `on` the day that an appointment is for."""

    id: str
    type: str
    at: datetime
    day: date
    result: str | None = None
    on: date | None = None
    confirms: bool = False
    answers: str | None = None
    corrects: str | None = None
    by_person: bool = True


def activity_from_record(record: Reader, zone: ZoneInfo, *, by_person: bool = True) -> Activity | None:
    """The activity in a whole record; None, with its problems noted, where it has no type or time."""
    fields = record.fields("activity")
    fields.needs("type", "at")
    type_, at = fields.choice("type", TYPES), fields.moment("at")
    activity = Activity(
        id=record.text("id") or "",
        type=type_ or "",
        at=at or datetime.min,
        day=local_day(at, zone) if at else date.min,
        result=fields.choice("result", RESULTS),
        on=fields.day("on"),
        confirms=fields.flag("confirms"),
        answers=fields.text("answers"),
        corrects=fields.text("corrects"),
        by_person=by_person,
    )
    return activity if type_ and at else None


def standing(activities: Sequence[Activity]) -> list[Activity]:
    """Those that count: what another one corrects does not, the correction stands in its place."""
    if all(a.corrects is None for a in activities):
        return list(activities)
    corrected = {a.corrects for a in activities if a.corrects != a.id}
    return [a for a in activities if a.id not in corrected]


def was_reached(activity: Activity) -> bool:
    """Whether the result, where one is given, says that somebody was there."""
    return activity.result not in NOT_REACHED


def is_contact(activity: Activity) -> bool:
    """Whether a person reached the customer."""
    return activity.by_person and activity.type in CONTACTS and was_reached(activity)


def open_of(activities: Sequence[Activity], *types: str) -> list[Activity]:
    """Activities of these types, of those that count, that none of them has answered."""
    asked = [a for a in activities if a.type in types]
    if not asked:
        return asked
    answered = {a.answers for a in activities}
    return [a for a in asked if a.id not in answered]


def open_complaints(activities: Sequence[Activity]) -> list[Activity]:
    """Complaints, of those that count, that none of them has answered."""
    return open_of(activities, "complaint")
