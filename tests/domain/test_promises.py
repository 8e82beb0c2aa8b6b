"""What the rules promise of every input."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from leadpwa.domain.answers import choose, pareto, plan
from leadpwa.domain.board import COLUMNS, can_move, column_now, missing_for_claim
from leadpwa.domain.calendar import zone_of
from leadpwa.domain.classes import class_of, rank_of
from leadpwa.domain.dispatch import Dealer, choose_dealer, metres_between
from leadpwa.domain.due import Told, next_due
from leadpwa.domain.explain import read_case
from leadpwa.domain.lead import Place
from leadpwa.domain.orders import Rate
from leadpwa.domain.pareto import value_of
from leadpwa.domain.problems import InvalidInput
from leadpwa.domain.ratio import first_meetings_to_book, left
from leadpwa.domain.rules import Rules
from leadpwa.domain.stars import Figures, cap_of, rate_dealer, stars_less
from leadpwa.domain.week import in_order, week_items
from tests.domain import making
from tests.domain.conftest import changed

ZONE = zone_of("Asia/Shanghai")
NEAR = st.integers(-400, 800).map(lambda n: making.TODAY + timedelta(n))
RATES = st.integers(0, 200).flatmap(lambda d: st.integers(0, d).map(lambda n: Rate(n, d)))


def a_case(value: Any, rules: Rules) -> Any:
    """The case, or another example where the input is wrong."""
    try:
        return read_case(value, rules, ZONE)
    except InvalidInput:
        assume(condition=False)


@given(expected=NEAR, today=NEAR, later=st.integers(0, 500), scheme=st.sampled_from(["A-E", "H-C"]))
def test_the_class_never_moves_away_from_the_first_as_days_pass(
    rules: Rules, expected: date, today: date, later: int, scheme: str
) -> None:
    rules = changed(rules, {"scheme": scheme})
    then = today + timedelta(later)
    assert rank_of(class_of(expected, then, rules), rules) <= rank_of(class_of(expected, today, rules), rules)


@given(own=RATES, close=RATES, nation=RATES, national_close=RATES)
def test_one_more_reply_in_time_never_lowers_the_stars(
    rules: Rules, own: Rate, close: Rate, nation: Rate, national_close: Rate
) -> None:
    assume(own.n < own.d)
    national = Figures(nation, national_close)
    before = rate_dealer(Figures(own, close), national, rules, had_orders=True).stars
    after = rate_dealer(Figures(Rate(own.n + 1, own.d), close), national, rules, had_orders=True).stars
    assert before is not None
    assert after is not None
    assert before <= after


@given(timely=RATES, close=RATES, national=RATES)
def test_stars_are_from_one_to_five_and_never_above_the_gate(
    rules: Rules, timely: Rate, close: Rate, national: Rate
) -> None:
    stars = rate_dealer(Figures(timely, close), Figures(timely, national), rules, had_orders=True).stars
    if timely.d == 0:
        assert stars is None
    else:
        assert stars is not None
        assert 1 <= stars <= cap_of(timely, rules) <= 5


@given(close=RATES, national=RATES, times=st.integers(1, 9))
def test_stars_go_by_the_fraction_and_not_by_how_it_is_written(
    rules: Rules, close: Rate, national: Rate, times: int
) -> None:
    assert stars_less(close, national, rules) == stars_less(
        Rate(close.n * times, close.d * times), national, rules
    )


@given(case=making.CASES, to=st.sampled_from(making.CLAIMS))
def test_a_move_forward_is_allowed_exactly_when_nothing_is_missing(rules: Rules, case: Any, to: str) -> None:
    lead = a_case(case, rules).lead
    now = column_now(lead, making.TODAY, rules)
    missing = missing_for_claim(replace(lead, column=to), making.TODAY, rules)
    forward = not (now in COLUMNS and to in COLUMNS and COLUMNS.index(to) <= COLUMNS.index(now))
    assert can_move(lead, to, making.TODAY, rules) == (not forward or not missing)


@given(case=making.CASES)
def test_a_lead_never_stands_beyond_its_claim(rules: Rules, case: Any) -> None:
    lead = a_case(case, rules).lead
    now = column_now(lead, making.TODAY, rules)
    if lead.column in COLUMNS:
        assert COLUMNS.index(now) <= COLUMNS.index(lead.column)
    else:
        assert now in (lead.column, *COLUMNS[:-1])


@given(
    rows=st.lists(
        st.fixed_dictionaries({"lead": making.RECORDS, "activities": making.ACTIVITIES}), max_size=8
    )
)
def test_the_week_plan_is_a_permutation_of_its_items(rules: Rules, rows: Any) -> None:
    cases = [a_case(row, rules) for row in rows]
    items = week_items([(case.lead, case.told) for case in cases], [], making.TODAY, rules)
    planned = in_order(items)
    assert Counter(planned) == Counter(items)
    assert in_order(list(reversed(items))) == planned


@given(
    rows=st.lists(
        st.fixed_dictionaries({"lead": making.RECORDS, "activities": making.ACTIVITIES}), max_size=6
    )
)
def test_one_bad_lead_hides_no_other(rules: Rules, rows: Any) -> None:
    good = plan({"leads": rows, "tasks": []}, making.TODAY, rules, ZONE)
    with_bad = plan({"leads": [{"lead": {"met_on": 7}}, *rows], "tasks": []}, making.TODAY, rules, ZONE)
    assert with_bad.answer == good.answer
    assert with_bad.left_out == good.left_out + 1


@given(leads=st.lists(making.RECORDS, max_size=10))
def test_the_vital_few_are_enough_and_none_of_them_too_many(rules: Rules, leads: Any) -> None:
    rows = [{**lead, "id": str(n)} for n, lead in enumerate(leads)]
    answer = pareto(rows, making.TODAY, rules, ZONE).answer
    values = {}
    for row in rows:
        lead = a_case(row, rules).lead
        if lead.stage == "lead" and not lead.merged and not lead.deleted:
            values[lead.id] = value_of(lead, making.TODAY, rules)
    total, marked = sum(values.values()), answer["marked"]
    made = sum(values[id_] for id_ in marked)
    assert 100 * made >= 80 * total
    if marked:
        assert 100 * (made - values[marked[-1]]) < 80 * total
        rest = [value for id_, value in values.items() if id_ not in marked]
        assert not rest or max(rest) <= values[marked[-1]]


@given(lead=making.COLLECTED, dealers=making.DEALERS, excluded=st.lists(making.IDS, max_size=3))
def test_dispatch_never_chooses_a_dealer_that_may_not_have_it_and_no_nearer_one_may(
    rules: Rules, lead: Any, dealers: Any, excluded: Any
) -> None:
    given = {"lead": lead, "dealers": dealers, "open_orders": {}, "excluded": excluded}
    answer = choose(given, {}, rules, ZONE).answer
    may = [
        d["code"]
        for d in dealers
        if d["active"]
        and d["code"] not in excluded
        and (not lead["models"] or set(lead["models"]) & set(d["models"]))
    ]
    if answer["dealer"] is None:
        assert answer["because"] == ("no_dealer" if not may else "no_place")
    else:
        assert answer["dealer"] in may
        assert not set(may) & {passed["dealer"] for passed in answer["passed_over"]}


@given(a=making.PLACES, b=making.PLACES)
def test_a_distance_is_the_same_both_ways_and_never_more_than_half_the_globe(
    rules: Rules, a: Any, b: Any
) -> None:
    there = metres_between(Place(**a), Place(**b), rules)
    assert there == metres_between(Place(**b), Place(**a), rules)
    assert 0 <= there <= 20_015_115
    assert metres_between(Place(**a), Place(**a), rules) == 0


@given(dealers=making.DEALERS, place=making.PLACES, seed=st.randoms())
def test_the_choice_does_not_hang_on_the_order_of_the_dealers(
    rules: Rules, dealers: Any, place: Any, seed: Any
) -> None:
    known = [
        Dealer(d["code"], Place(d["lat"], d["lon"]), frozenset(d["models"]), d["active"]) for d in dealers
    ]
    shuffled = list(known)
    seed.shuffle(shuffled)
    first = choose_dealer([], Place(**place), known, {}, (), rules)
    assert choose_dealer([], Place(**place), shuffled, {}, (), rules) == first


@given(case=making.CASES)
def test_nothing_is_due_with_what_is_lost_invalid_merged_or_deleted(rules: Rules, case: Any) -> None:
    found = a_case(case, rules)
    lead = found.lead
    off = column_now(lead, making.TODAY, rules) in ("lost", "invalid")
    if off or lead.merged or lead.deleted:
        assert next_due(lead, found.told, making.TODAY, rules) is None


@given(case=making.CASES)
def test_a_complaint_is_never_due_later_than_what_else_is_due(rules: Rules, case: Any) -> None:
    found = a_case(case, rules)
    due = next_due(found.lead, found.told, making.TODAY, rules)
    without = next_due(found.lead, Told((), found.told.dispatched_on), making.TODAY, rules)
    if due is not None and without is not None and without.why in ("next_step", "first_meeting"):
        assert due.on <= without.on


@given(n=st.integers(0, 200), closes=st.integers(0, 50), one_in=st.fractions(1, 20))
def test_a_close_never_leaves_more_and_never_less_than_none(n: int, closes: int, one_in: Fraction) -> None:
    assert 0 <= left(n, closes + 1, one_in) <= left(n, closes, one_in) <= n


@given(quota=st.integers(0, 20), active=st.integers(0, 99), dated=st.integers(0, 99))
def test_a_meeting_that_is_booked_is_one_less_to_book(
    rules: Rules, quota: int, active: int, dated: int
) -> None:
    before = first_meetings_to_book(quota, active, dated, 5, rules)
    assert first_meetings_to_book(quota, active, dated + 1, 5, rules) == max(0, before - 1)
