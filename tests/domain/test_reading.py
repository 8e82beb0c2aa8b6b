"""What is read from JSON, and what is said of what can't be read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from leadpwa.domain.activity import Activity, activity_from_record
from leadpwa.domain.calendar import zone_of
from leadpwa.domain.due import Due, is_overdue
from leadpwa.domain.explain import problems_json
from leadpwa.domain.explain_month import read_month_input
from leadpwa.domain.lead import Lead, lead_from_wire
from leadpwa.domain.problems import SENTENCES, InvalidInput, Problem
from leadpwa.domain.reader import Reader
from leadpwa.domain.rules import Rules

STAMP = "2026-11-24T17:00:00.000Z-0000-9f2c4e1ab7d05c38"
SHANGHAI = zone_of("Asia/Shanghai")


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
    row: dict[str, Any] = {
        "id": "a",
        "lead": "b",
        "dealer": "D01",
        "dispatched_at": "2026-10-05T10:00:00+08:00",
    }
    (order,) = read_month_input({"dealers": ["D01"], "orders": [row]}).orders
    assert order.id == "a"


def test_what_is_due_today_is_not_overdue() -> None:
    today = date(2026, 11, 24)
    assert not is_overdue(Due(today, "next_step"), today)
    assert is_overdue(Due(date(2026, 11, 23), "next_step"), today)


def an_activity(fields: dict[str, Any], **how: bool) -> tuple[Activity | None, list[str]]:
    """What is read from the fields, and the paths of what is wrong in them."""
    record = Reader({"id": "a", "fields": fields})
    return activity_from_record(record, SHANGHAI, **how), [problem.path for problem in record.problems]


def test_an_activity_needs_its_type_and_its_time() -> None:
    assert an_activity({}) == (None, ["fields.type", "fields.at"])
    assert an_activity({"type": "call"}) == (None, ["fields.at"])
    assert an_activity({"at": "2026-11-24T17:00:00Z"}) == (None, ["fields.type"])


def test_an_activity_is_a_persons_unless_the_server_wrote_it_itself() -> None:
    fields = {"type": "call", "at": "2026-11-24T17:00:00Z"}
    (mine, _), (its, _) = an_activity(fields), an_activity(fields, by_person=False)
    assert mine is not None
    assert its is not None
    assert mine.by_person
    assert not its.by_person
    assert (mine.id, mine.day) == ("a", date(2026, 11, 25))


def test_an_activity_without_an_id_has_none() -> None:
    found = activity_from_record(Reader({"fields": {"type": "call", "at": "2026-11-24T17:00:00Z"}}), SHANGHAI)
    assert found is not None
    assert found.id == ""
