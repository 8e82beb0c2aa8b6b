"""What is due next, against the plainest reading: every candidate written down as the rules list them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from leadpwa.domain.activity import Activity
from leadpwa.domain.board import column_now
from leadpwa.domain.calendar import add_months
from leadpwa.domain.classes import lead_class
from leadpwa.domain.due import Due, Told, next_due
from leadpwa.domain.lead import Lead
from leadpwa.domain.rules import load_rules

RULES = load_rules(Path(__file__).parents[2] / "content" / "rules.toml")
START = date(2026, 9, 1)
ORDER = (
    *("complaint", "next_step", "first_meeting", "first_contact"),
    *("call_back", "nurture", "service_call"),
)
INTERVAL = {rule.letter: rule.nurture_days for rule in RULES.classes} | {
    None: RULES.contact.unclassified_days
}
DISPATCHED = {rule.letter for rule in RULES.classes if rule.dispatch}
DAYS = st.integers(0, 60).map(lambda n: START + timedelta(n))
PERHAPS = st.none() | DAYS
IDS = st.sampled_from("abcde")

LEADS = st.builds(
    Lead,
    column=st.sampled_from(["opportunity", "first_meeting", "p25", "closed", "lost", "dormant", "invalid"]),
    captured_on=PERHAPS,
    received_on=PERHAPS,
    expected_on=st.none() | st.integers(-20, 500).map(lambda n: START + timedelta(n)),
    purchase_window=st.sampled_from([None, "A", "C", "E", "Z"]),
    confirmed_on=PERHAPS,
    first_meeting_on=PERHAPS,
    met_on=PERHAPS,
    next_step_on=PERHAPS,
    signed_on=PERHAPS,
    delivered_on=PERHAPS,
    dormant_until=PERHAPS,
    lost_why=st.sampled_from([None, "price"]),
    outcome_confirmed=st.booleans(),
    dealer=st.sampled_from([None, "D01"]),
    stamped=st.dictionaries(st.sampled_from(["column", "expected_on", "purchase_window"]), DAYS),
)


@st.composite
def activities(draw: st.DrawFn) -> Activity:
    """Any, on one of few days; midnights count in the organisation's zone."""
    hours = draw(st.integers(0, 24 * 200))
    at = datetime(2026, 8, 31, 16, tzinfo=UTC) + timedelta(hours=hours)
    kinds = ["call", "visit", "quote", "complaint", "satisfaction", "note"]
    return Activity(
        id=draw(IDS),
        type=draw(st.sampled_from(kinds)),
        at=at,
        day=START + timedelta(hours // 24),
        result=draw(st.sampled_from([None, "reached", "no_answer", "wrong_number", "missed", "accepted"])),
        confirms=draw(st.booleans()),
        answers=draw(st.none() | IDS),
        corrects=draw(st.none() | IDS),
        by_person=draw(st.booleans()),
    )


SOME = st.lists(activities(), max_size=5, unique_by=lambda a: a.id)
TODAY = st.integers(-3, 230).map(lambda n: START + timedelta(n))
SIGNED = Lead(column="closed", signed_on=START, captured_on=START)


@given(LEADS, SOME, PERHAPS, TODAY)
@example(SIGNED, [], None, START)
def test_the_earliest_of_all_that_is_due_is_next(
    lead: Lead, done: list[Activity], dispatched_on: date | None, today: date
) -> None:
    told = Told(done, dispatched_on)
    assert next_due(lead, told, today, RULES) == plainly(lead, told, today)


def plainly(lead: Lead, told: Told, today: date) -> Due | None:
    """The earliest candidate; of one day the first by order."""
    column = column_now(lead, today, RULES)
    if column == "dormant":
        assert lead.dormant_until is not None
        return Due(lead.dormant_until, "wake_up")
    if column in ("lost", "invalid"):
        return None
    corrected = {a.corrects for a in told.activities if a.corrects != a.id}
    standing = [a for a in told.activities if a.id not in corrected]
    found = [*for_all(lead, standing)]
    found += after_closing(lead, standing) if column == "closed" else on_the_way(lead, standing, told, today)
    return min(found, key=lambda due: (due.on, ORDER.index(due.why)), default=None)


def for_all(lead: Lead, standing: Sequence[Activity]) -> Iterator[Due]:
    answered = {a.answers for a in standing}
    for a in standing:
        if a.type == "complaint" and a.id not in answered:
            yield Due(a.day + timedelta(1), "complaint")
    if lead.next_step_on:
        yield Due(lead.next_step_on, "next_step")


def on_the_way(lead: Lead, standing: Sequence[Activity], told: Told, today: date) -> Iterator[Due]:
    letter = lead_class(lead, today, RULES)
    contacts = [a.day for a in standing if a.by_person and a.type in ("call", "visit") and reached(a)]
    if lead.first_meeting_on and not lead.met_on:
        yield Due(lead.first_meeting_on, "first_meeting")
    if not contacts:
        begun, wait = lead.captured_on, INTERVAL[letter]
        if letter in DISPATCHED:
            begun, wait = (told.dispatched_on if lead.dealer else lead.received_on) or lead.captured_on, 1
        if begun:
            yield Due(begun + timedelta(wait), "first_contact")
    elif lead.next_step_on is None or lead.next_step_on < today:
        yield Due(max(contacts) + timedelta(INTERVAL[letter]), "nurture")
    if not lead.dealer and letter in DISPATCHED and confirmed_class(lead, standing) not in DISPATCHED:
        day = today
        while lead_class(lead, day - timedelta(1), RULES) in DISPATCHED:
            day -= timedelta(1)
        while lead_class(lead, day, RULES) not in DISPATCHED:
            day += timedelta(1)
        yield Due(day, "call_back")


def confirmed_class(lead: Lead, standing: Sequence[Activity]) -> str | None:
    """The class on the latest day on which somebody confirmed it."""
    stated = "expected_on" if lead.expected_on else "purchase_window"
    own = lead.confirmed_on or lead.stamped.get(stated) or lead.captured_on
    days = [a.day for a in standing if a.confirms] + ([own] if own else [])
    return lead_class(lead, max(days), RULES) if days else None


def after_closing(lead: Lead, standing: Sequence[Activity]) -> Iterator[Due]:
    start = lead.delivered_on or lead.signed_on
    assert start is not None
    calls = [a.day for a in standing if a.type == "satisfaction" and reached(a)]
    days = [start + timedelta(3), start + timedelta(30), *(add_months(start, n) for n in range(6, 60, 6))]
    yield next(Due(day, "service_call") for day in days if all(call < day for call in calls))


def reached(activity: Activity) -> bool:
    return activity.result not in ("no_answer", "wrong_number", "missed")
