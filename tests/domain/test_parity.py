"""Questions made by chance: both languages answer alike. `LEADPWA_EXAMPLES=soak` makes many more of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.domain import making
from tests.domain.conftest import Both

ZONES = st.sampled_from(["Asia/Shanghai", "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"])
CHANGES = making.RULES
ON = making.DAYS


@given(day=making.ANY_DAY, n=st.integers(-3000, 3000))
def test_days_and_months_are_added_alike(both: Both, day: str, n: int) -> None:
    both("add_days", {"day": day, "n": n})
    both("add_months", {"day": day, "n": n})
    both("week_of", {"day": day})


@given(text=st.from_regex(r"[0-9]{4}-[0-3][0-9]-[0-3][0-9]", fullmatch=True) | st.text(max_size=12))
def test_days_are_read_alike(both: Both, text: str) -> None:
    both("parse_day", {"text": text})
    both("month_of", {"text": text[:7]})


@given(
    moment=st.datetimes(datetime(1970, 1, 2), datetime(2037, 12, 30)),
    offset=making.OFFSETS,
    zone=ZONES,
)
def test_moments_fall_on_the_same_local_day(both: Both, moment: datetime, offset: str, zone: str) -> None:
    both("moment", {"time": moment.isoformat() + offset, "zone": zone})


@given(expected=making.ANY_DAY, on=making.ANY_DAY, changes=CHANGES)
def test_classes_are_alike(both: Both, expected: str, on: str, changes: dict[str, Any]) -> None:
    both("classify", {"expected_on": expected, "on": on}, changes)


@given(letter=st.sampled_from("ABCDEHZ"), on=making.ANY_DAY, changes=CHANGES)
def test_windows_are_alike(both: Both, letter: str, on: str, changes: dict[str, Any]) -> None:
    both("window", {"letter": letter, "on": on}, changes)


@given(
    text=st.from_regex(r"(\+|00|＋)?(86|1|44|49|852|7)?[ -]?[0-9０-９]{3,12}", fullmatch=True)
    | st.from_regex(r"(\+?86|0086)?1[2-9][0-9]{8,10}", fullmatch=True)
)
def test_telephone_numbers_are_read_alike(both: Both, text: str) -> None:
    both("e164", {"text": text})


@given(case=making.CASES, on=ON, zone=ZONES, changes=CHANGES)
def test_a_lead_is_explained_alike(
    both: Both, case: Any, on: str, zone: str, changes: dict[str, Any]
) -> None:
    both("explain", {"case": case, "on": on, "zone": zone}, changes)


@given(case=making.CASES, on=ON, to=st.sampled_from(making.CLAIMS), changes=CHANGES)
def test_moves_are_allowed_alike(both: Both, case: Any, on: str, to: str, changes: dict[str, Any]) -> None:
    both("can_move", {"case": case, "on": on, "to": to}, changes)


@given(case=making.CASES, on=ON)
def test_leads_are_kept_alike(both: Both, case: Any, on: str) -> None:
    both("retention", {"case": case, "on": on})


@given(
    rows=st.lists(
        st.fixed_dictionaries({"lead": making.RECORDS, "activities": making.ACTIVITIES}), max_size=8
    ),
    tasks=st.lists(
        st.fixed_dictionaries(
            {"id": making.IDS, "title": st.just("月报"), "on": ON}, optional={"private": st.booleans()}
        ),
        max_size=3,
    ),
    on=ON,
    changes=CHANGES,
)
def test_a_week_is_planned_alike(both: Both, rows: Any, tasks: Any, on: str, changes: dict[str, Any]) -> None:
    both("plan", {"input": {"leads": rows, "tasks": tasks}, "on": on}, changes)


@given(leads=st.lists(making.RECORDS, max_size=10), on=ON)
def test_the_vital_few_are_marked_alike(both: Both, leads: Any, on: str) -> None:
    both("pareto", {"input": leads, "on": on})


@given(
    lead=making.COLLECTED,
    dealers=making.DEALERS,
    orders=st.dictionaries(making.IDS, st.integers(0, 3), max_size=4),
    excluded=st.lists(making.IDS, max_size=2),
)
def test_a_dealer_is_chosen_alike(both: Both, lead: Any, dealers: Any, orders: Any, excluded: Any) -> None:
    given = {"lead": lead, "dealers": dealers, "open_orders": orders, "excluded": excluded}
    both("choose", {"input": given})


@given(
    leads=st.lists(
        st.fixed_dictionaries({"kind": st.just("lead"), "id": making.IDS, "fields": making.COLLECTED}),
        max_size=5,
        unique_by=lambda lead: lead["id"],
    ),
    dealers=making.DEALERS,
    on=ON,
)
def test_a_run_gives_out_alike(both: Both, leads: Any, dealers: Any, on: str) -> None:
    both("dispatch_run", {"queue": leads, "dealers": dealers, "open_orders": {}, "on": on})


@given(orders=making.ORDERS, as_of=making.TIMES, month=ON, changes=CHANGES)
def test_a_month_is_counted_alike(both: Both, orders: Any, as_of: str, month: str, changes: Any) -> None:
    collected = [
        {"lead": "a", "received_at": order["dispatched_at"], "signed_on": order.get("signed_on")}
        for order in orders
    ]
    given = {"dealers": ["D01", "D02"], "orders": orders, "collected": collected}
    both("explain_month", {"input": given, "month": month[:7], "as_of": as_of}, changes)


@given(
    leads=st.lists(
        st.fixed_dictionaries({"lead": making.ALL_FIELDS, "activities": making.ACTIVITIES}), max_size=5
    ),
    month=ON,
)
def test_a_showroom_is_counted_alike(both: Both, leads: Any, month: str) -> None:
    both("showroom", {"leads": leads, "month": month[:7]})


@given(
    counts=st.lists(st.integers(0, 4), min_size=5, max_size=5),
    quota=st.none() | st.integers(0, 9),
    ratio=st.none() | st.integers(1, 9),
)
def test_shapes_are_named_alike(both: Both, counts: Any, quota: Any, ratio: Any) -> None:
    both("shape", {"counts": counts, "quota": quota, "ratio": ratio})


@given(numbers=st.lists(st.integers(0, 40), min_size=7, max_size=7))
def test_ratios_are_reckoned_alike(both: Both, numbers: list[int]) -> None:
    names = ["outcomes", "own_closes", "prospects", "closes", "quota", "active", "dated"]
    both("ratio", dict(zip(names, numbers, strict=True)))


# Letters that one language's Unicode does not know yet have no lower case there.
LETTERS = st.text(st.characters(exclude_categories=("Cs", "Cn")), max_size=4)
PEOPLE = making.some(
    {
        "mobile": making.FIELDS["mobile"],
        "wechat": making.FIELDS["wechat"] | LETTERS,
        "email": st.sampled_from(["a@b.cn", "A@B.cn"]),
        "name": st.sampled_from(["张伟", "张 伟", "Zhang Wei", "zhangwei"]),
    }
)


@given(one=PEOPLE, other=PEOPLE)
def test_people_are_recognised_alike(both: Both, one: Any, other: Any) -> None:
    both("same", {"one": one, "other": other, "pinyin": {"张伟": "zhangwei"}})


def test_all_27_answers_of_man_are_alike(both: Both) -> None:
    answers = ["yes", "no", "unknown"]
    for money in answers:
        for authority in answers:
            for need in answers:
                both("man", {"money": money, "authority": authority, "need": need})
