"""What is read from JSON, and what is said of what can't be read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from leadpwa.domain.due import Due, is_overdue
from leadpwa.domain.explain import problems_json
from leadpwa.domain.explain_month import read_month_input
from leadpwa.domain.lead import Lead, lead_from_wire
from leadpwa.domain.problems import SENTENCES, InvalidInput, Problem
from leadpwa.domain.rules import Rules

STAMP = "2026-11-24T17:00:00.000Z-0000-9f2c4e1ab7d05c38"


def test_a_lead_on_the_wire_has_the_days_of_the_zone_that_is_named(rules: Rules) -> None:
    fields = {"captured_at": "1970-01-01T00:00:00Z", "column": "p25"}
    stamps = {"captured_at": STAMP, "column": STAMP}
    there = lead_from_wire(fields, stamps, rules, timezone="UTC")
    assert there.captured_on == there.stamped["column"] == date(2026, 11, 24)
    here = lead_from_wire(fields, stamps, rules)
    assert here.captured_on == here.stamped["column"] == date(2026, 11, 25)


def test_a_lead_of_fields_alone_has_no_id_and_is_not_deleted(rules: Rules) -> None:
    assert lead_from_wire({}, {}, rules) == Lead()


def test_every_wrong_field_of_a_lead_is_named(rules: Rules) -> None:
    with pytest.raises(InvalidInput) as raised:
        lead_from_wire({"met_on": "2026-02-30", "budget": {"min": -1}}, {}, rules)
    assert {problem.path for problem in raised.value.problems} == {"met_on", "budget.min"}
    assert "met_on must be a day that exists, as YYYY-MM-DD" in str(raised.value)
    assert "; " in str(raised.value)


def test_what_is_wrong_with_the_whole_input_is_said_of_the_input() -> None:
    assert str(InvalidInput([Problem("", "not_an_object")])) == "the input must be an object"


@pytest.mark.parametrize("what", sorted(SENTENCES))
def test_a_problem_travels_with_path_sentence_and_code(what: str) -> None:
    (answer,) = problems_json([Problem("orders[3].id", what)])
    assert answer == {"path": "orders[3].id", "message": SENTENCES[what], "code": "invalid"}


def test_an_order_keeps_its_id() -> None:
    row: dict[str, Any] = {"id": "a", "dealer": "D01", "dispatched_at": "2026-10-05T10:00:00+08:00"}
    (order,) = read_month_input({"dealers": ["D01"], "orders": [row]}).orders
    assert order.id == "a"


def test_what_is_due_today_is_not_overdue() -> None:
    today = date(2026, 11, 24)
    assert not is_overdue(Due(today, "next_step"), today)
    assert is_overdue(Due(date(2026, 11, 23), "next_step"), today)
