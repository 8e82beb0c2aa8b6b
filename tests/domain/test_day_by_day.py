"""Classes and the board against the slowest reading of the rules: one day after the other, nothing skipped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from leadpwa.domain.board import FellBack, column_now, fall_back, fell_back_now, missing_for_claim
from leadpwa.domain.calendar import add_days, add_months
from leadpwa.domain.classes import class_of, next_change
from leadpwa.domain.lead import Lead
from leadpwa.domain.rules import load_rules

RULES = load_rules(Path(__file__).parents[2] / "content" / "rules.toml")
CYCLE, GRACE = RULES.board.sales_cycle_days, RULES.board.grace_days
START = date(2026, 9, 1)
LADDER = ("opportunity", "first_meeting", "p25", "p50", "p90", "closed")
DAYS = st.integers(0, 120).map(lambda n: START + timedelta(n))
PERHAPS = st.none() | DAYS
YES = st.just(value=True)
STAMPS = ("column", "decision_on")

LEADS = st.builds(
    Lead,
    column=st.sampled_from([*LADDER, "lost", "dormant", "invalid"]),
    first_meeting_on=PERHAPS,
    second_call_on=PERHAPS,
    met_on=PERHAPS,
    next_step_on=PERHAPS,
    decider=st.booleans(),
    proposal_fits=st.booleans(),
    price_discussed=st.booleans(),
    decision_on=PERHAPS,
    delivery_on=PERHAPS,
    said_yes_on=PERHAPS,
    signed_on=PERHAPS,
    dormant_until=PERHAPS,
    lost_why=st.sampled_from([None, "price"]),
    invalid_why=st.sampled_from([None, "no such number"]),
    outcome_confirmed=st.booleans(),
    stamped=st.dictionaries(st.sampled_from(STAMPS), DAYS),
)
PROSPECTS = st.builds(
    Lead,
    column=st.sampled_from(["p25", "p50", "p90"]),
    first_meeting_on=PERHAPS,
    met_on=DAYS,
    next_step_on=DAYS,
    decider=YES,
    proposal_fits=YES,
    price_discussed=YES,
    decision_on=DAYS,
    delivery_on=st.just(START + timedelta(200)),
    said_yes_on=PERHAPS,
    stamped=st.dictionaries(st.sampled_from(STAMPS), DAYS),
)


@st.composite
def leads_on_a_day(draw: st.DrawFn) -> tuple[Lead, date]:
    """A lead and any day, mostly one on which or just after which something of it is dated."""
    lead = draw(LEADS | PROSPECTS)
    own = [getattr(lead, name) for name in Lead.__dataclass_fields__]
    dated = [day for day in (*own, *lead.stamped.values()) if isinstance(day, date)]
    if not dated:
        return lead, draw(DAYS)
    after = st.sampled_from([-1, 0, 1, GRACE, GRACE + 1, CYCLE, CYCLE + GRACE, CYCLE + GRACE + 1])
    return lead, draw(DAYS | st.builds(add_days, st.sampled_from(dated), after))


@given(leads_on_a_day())
@example((Lead(column="dormant", dormant_until=START), START))
def test_a_lead_stands_where_a_walk_over_all_days_leaves_it(drawn: tuple[Lead, date]) -> None:
    lead, today = drawn
    fall = next((fall for fall in falls(lead) if fall.on <= today), None)
    if by_evidence(lead, today) not in ("first_meeting", "p25", "p50", "p90"):
        fall = None
    assert fell_back_now(lead, today, RULES) == fall
    assert column_now(lead, today, RULES) == ("opportunity" if fall else by_evidence(lead, today))


@given(LEADS | PROSPECTS)
def test_a_fall_is_foretold_as_it_then_happens(lead: Lead) -> None:
    assert fall_back(lead, RULES) == next(falls(lead), None)


@given(leads_on_a_day())
def test_nothing_is_missing_exactly_when_the_claim_holds(drawn: tuple[Lead, date]) -> None:
    lead, today = drawn
    if lead.column == "dormant":
        assert missing_for_claim(lead, today, RULES) == (() if lead.dormant_until else ("dormant_until",))
    else:
        assert (missing_for_claim(lead, today, RULES) == ()) == (by_evidence(lead, today) == lead.column)


@given(st.dates(date(2020, 1, 1), date(2032, 12, 31)), st.integers(-100, 1500))
def test_the_next_change_is_the_first_day_of_another_class(today: date, n: int) -> None:
    expected = add_days(today, n)
    now, change = class_of(expected, today, RULES), next_change(expected, today, RULES)
    day = today
    while day <= expected and class_of(expected, day, RULES) == now:
        day = add_days(day, 1)
    if now == RULES.classes[0].letter:
        assert change is None
    else:
        assert change is not None
        assert (change.on, change.to) == (day, class_of(expected, day, RULES))


@given(st.dates(date(2020, 1, 1), date(2032, 12, 31)), st.integers(-100, 1500))
def test_a_class_never_falls_by_time_alone(today: date, n: int) -> None:
    letters = [rule.letter for rule in RULES.classes]
    expected = add_days(today, n)
    now, tomorrow = class_of(expected, today, RULES), class_of(expected, add_days(today, 1), RULES)
    assert letters.index(tomorrow) <= letters.index(now)


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)), st.integers(-1300, 1300))
def test_a_month_later_is_the_same_day_or_the_end_of_that_month(day: date, n: int) -> None:
    later = add_months(day, n)
    if date.min < later < date.max:
        assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == n
        clamped = (later + timedelta(1)).month != later.month
        assert later.day == day.day or (later.day < day.day and clamped)


def falls(lead: Lead) -> Iterator[FellBack]:
    """Every fall of a walk from the record's earliest date, as the rules list the reasons; the first is the one."""
    proposed: dict[str, date] = {}
    for n in range(-10, 320):
        day = START + timedelta(n)
        column = by_evidence(lead, day)
        over = {why: day - good for why, good in good_until(lead, column).items()}
        for why, late in over.items():
            if late > timedelta(0):
                proposed.setdefault(why, day)
        for why, late in over.items():
            if late > timedelta(GRACE):
                yield FellBack(column, proposed[why], day, why)


def good_until(lead: Lead, column: str) -> Mapping[str, date]:
    """The last good day by each reason that counts in a column, in the order of the rules."""
    found: dict[str, date | None] = {}
    if column in ("p25", "p50", "p90"):
        found["next_step_passed"] = lead.next_step_on
    if column in ("p50", "p90") and lead.said_yes_on is None:
        found["decision_passed"] = lead.decision_on
    if column in ("p25", "p50", "p90") and "column" in lead.stamped:
        found["cycle_over"] = lead.stamped["column"] + timedelta(CYCLE)
    if column == "first_meeting" and lead.met_on is None:
        found["no_show"] = lead.first_meeting_on
    return {why: day for why, day in found.items() if day is not None}


def by_evidence(lead: Lead, day: date) -> str:
    """The furthest column up to the claim that the table lets a lead stand in."""
    claim = lead.column
    if claim == "dormant" and lead.dormant_until:
        return "dormant" if lead.dormant_until > day else "opportunity"
    why = {"lost": lead.lost_why, "invalid": lead.invalid_why}.get(claim)
    if why and lead.outcome_confirmed:
        return claim
    top = LADDER.index(claim) if claim in LADDER else LADDER.index("p90")
    return LADDER[max(n for n in range(top + 1) if meets(lead, LADDER[n], day))]


def meets(lead: Lead, column: str, day: date) -> bool:
    """Whether a lead has what the table asks of a column on a day."""
    past = {name: value is not None and value <= day for name, value in _dated(lead).items()}
    half = past["met_on"] and lead.next_step_on is not None
    whole = half and lead.decider and lead.proposal_fits and lead.price_discussed and _dates_fit(lead, day)
    return {
        "opportunity": True,
        "first_meeting": lead.first_meeting_on is not None
        or past["second_call_on"]
        or lead.met_on is not None,
        "p25": half,
        "p50": whole,
        "p90": whole and past["said_yes_on"],
        "closed": past["signed_on"],
    }[column]


def _dated(lead: Lead) -> Mapping[str, date | None]:
    names = ("met_on", "second_call_on", "said_yes_on", "signed_on")
    return {name: getattr(lead, name) for name in names}


def _dates_fit(lead: Lead, day: date) -> bool:
    if lead.decision_on is None or lead.delivery_on is None:
        return False
    stated = lead.stamped.get("decision_on", day)
    return lead.decision_on <= lead.delivery_on and lead.decision_on <= stated + timedelta(CYCLE)
