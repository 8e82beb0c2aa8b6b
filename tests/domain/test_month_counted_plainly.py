"""A month's rates and stars, counted row by row as the rules say it, with exact fractions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from leadpwa.domain.month import MonthReport, month_report
from leadpwa.domain.orders import Month, Order, Rate
from leadpwa.domain.rules import load_rules
from leadpwa.domain.stars import Figures, rate_dealer

RULES = load_rules(Path(__file__).parents[2] / "content" / "rules.toml")
OCTOBER = Month(date(2026, 10, 1), date(2026, 10, 31))
NATION = ("D01", "D02", "D03")
DAYS = st.integers(0, 110).map(lambda n: date(2026, 8, 15) + timedelta(n))
GATES = [(95, 5), (90, 4), (80, 3), (60, 2), (0, 1)]
STEPS = [(Fraction(6, 5), 0), (Fraction(1), 1), (Fraction(4, 5), 2), (Fraction(0), 3)]


@st.composite
def orders(draw: st.DrawFn) -> Order:
    """Most replies come near the limit, where they count or not; some rows end before they begin."""
    dispatched = draw(DAYS)
    near = st.integers(-1, 3).map(lambda n: dispatched + timedelta(n))
    later = st.none() | st.integers(-20, 60).map(lambda n: dispatched + timedelta(n))
    return Order(
        "", draw(st.sampled_from(NATION)), dispatched, draw(st.none() | near), draw(later), draw(later)
    )


@given(st.lists(orders(), max_size=60), DAYS)
@example([], OCTOBER.first)
def test_a_month_is_what_counting_its_rows_one_by_one_gives(rows: list[Order], as_of: date) -> None:
    numbered = [replace(row, id=str(n)) for n, row in enumerate(rows)]
    report = month_report(NATION, numbered, [], OCTOBER, as_of, RULES)
    assert report.final == (as_of >= date(2026, 11, 10))
    for code in NATION:
        own = [row for row in numbered if row.dealer == code]
        month = report.dealers[code]
        assert month.own == counted(own, as_of), code
        assert month.pending == sum(in_october(row) and not is_over(row, as_of) for row in own)
        assert month.rating.stars == stars(month.own, report.national, had=any(map(in_october, own)))
    assert report.national == counted(numbered, as_of)


@given(st.lists(orders(), max_size=40), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_never_matters(rows: list[Order], random: object) -> None:
    shuffled = list(rows)
    shuffle: Callable[[list[Order]], None] = random.shuffle  # type: ignore[attr-defined]
    shuffle(shuffled)
    assert figures(rows) == figures(shuffled)


@given(st.lists(orders(), min_size=1, max_size=40))
def test_a_timely_reply_more_never_costs_a_star(rows: list[Order]) -> None:
    first, *rest = rows
    silent = replace(first, replied_on=None)
    prompt = replace(first, replied_on=first.dispatched_on)
    before, after = figures([silent, *rest])[first.dealer], figures([prompt, *rest])[first.dealer]
    assert (after or 0) >= (before or 0)


def test_a_gate_is_reached_by_the_exact_fraction_and_not_by_a_rounded_one() -> None:
    national = Figures(Rate(1, 2), Rate(1, 10))
    assert stars_of(Rate(19, 20), Rate(12, 100), national) == 5
    assert stars_of(Rate(94_999, 100_000), Rate(12, 100), national) == 4
    assert stars_of(Rate(19, 20), Rate(119_999, 1_000_000), national) == 4
    assert stars_of(Rate(19, 20), Rate(8, 100), national) == 3
    assert stars_of(Rate(0, 9), Rate(0, 9), national) == 1


def stars_of(timely: Rate, close: Rate, national: Figures) -> int | None:
    return rate_dealer(Figures(timely, close), national, RULES, had_orders=True).stars


def figures(rows: Sequence[Order]) -> Mapping[str, int | None]:
    report: MonthReport = month_report(NATION, rows, [], OCTOBER, date(2026, 12, 1), RULES)
    return {code: month.rating.stars for code, month in report.dealers.items()}


def counted(rows: Sequence[Order], as_of: date) -> Figures:
    """Both rates, row by row."""
    timely, close = [], []
    for row in rows:
        if in_october(row) and is_over(row, as_of):
            timely.append(row.replied_on in (row.dispatched_on, row.dispatched_on + timedelta(1)))
        ended = min((day for day in (row.signed_on, row.ended_on) if day), default=date.max)
        if row.dispatched_on < date(2026, 11, 1) and (in_october(row) or ended >= OCTOBER.first):
            close.append(row.signed_on is not None and row.signed_on.strftime("%Y-%m") == "2026-10")
    return Figures(Rate(sum(timely), len(timely)), Rate(sum(close), len(close)))


def stars(own: Figures, national: Figures, *, had: bool) -> int | None:
    """The stars by fractions; None where there is no timely rate to judge by."""
    judged = own if had else national
    if judged.timely.d == 0:
        return None
    timely = Fraction(judged.timely.n, judged.timely.d)
    cap = next(cap for gate, cap in GATES if timely >= Fraction(gate, 100))
    ratio = Fraction(1)
    if judged.close.d and national.close.n:
        ratio = Fraction(judged.close.n, judged.close.d) / Fraction(national.close.n, national.close.d)
    return max(1, cap - next(less for step, less in STEPS if ratio >= step))


def in_october(row: Order) -> bool:
    return row.dispatched_on.strftime("%Y-%m") == "2026-10"


def is_over(row: Order, as_of: date) -> bool:
    return as_of >= row.dispatched_on + timedelta(2)
