"""The history of a lead, as the one who sees the lead reads it."""

from __future__ import annotations

from typing import Any

from tests.builders import GIVEN, Phone, Running


def _history(phone: Phone, record: str, **query: str) -> list[dict[str, Any]]:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    answer = phone.ask("GET", f"/leads/{record}/history?{asked}")
    assert answer.status_code == 200, answer.json
    found: list[dict[str, Any]] = answer.json
    return found


def test_fault_12_the_value_that_lost_is_readable_in_the_history(office: Running) -> None:
    advisor, manager = office.phone(), office.phone("manager")
    record = advisor.log(name="张伟")
    office.time.pass_(seconds=60)
    earlier = advisor.mutation(record, ago_ms=30_000, patch={"name": "先改的"})
    later = manager.mutation(record, patch={"name": "后改的"})
    manager.send(later)
    advisor.send(earlier)
    assert advisor.pull()[record]["fields"]["name"] == "后改的"
    names = [entry for entry in _history(manager, record) if entry["field"] == "name"]
    assert [(e["from"], e["to"], e["lost"]) for e in names] == [
        ("先改的", "后改的", False),
        ("张伟", "先改的", True),
        (None, "张伟", False),
    ]
    assert names[0].keys() == {"field", "from", "to", "stamp", "by", "device", "mutation", "lost"}
    assert (names[0]["by"], names[0]["device"]) == (manager.user["id"], manager.device)
    assert names[1]["mutation"] == earlier["id"]
    assert [e["to"] for e in _history(manager, record, before=names[1]["stamp"]) if e["field"] == "name"] == [
        "张伟"
    ]


def test_sets_deletion_and_the_rules_judged_by_are_in_it(office: Running) -> None:
    advisor, manager = office.phone(), office.phone("manager")
    record = advisor.log(models={"add": ["tiggo-8"]})
    office.time.pass_(seconds=1)
    advisor.post([advisor.mutation(record, patch={"models": {"add": ["exeed-rx"]}})], rules="abc")
    office.time.pass_(seconds=1)
    advisor.send(advisor.mutation(record, delete=True))
    newest, models, *_ = _history(manager, record)
    assert (newest["field"], newest["from"], newest["to"]) == ("_deleted", False, True)
    assert (models["from"], models["to"], models["rules"]) == (["tiggo-8"], ["exeed-rx", "tiggo-8"], "abc")
    assert [entry["field"] for entry in _history(advisor, record)] == ["_deleted"]


def test_without_consent_the_history_says_no_more_than_the_record(office: Running) -> None:
    advisor = office.phone()
    record = advisor.log(note="住天河", next_step={"what": "送资料", "on": "2026-12-01"})
    advisor.send(advisor.mutation(record, patch={"consent_contact": {**GIVEN, "given": False}}))
    entries = _history(advisor, record)
    text = str(entries)
    for word in ("张伟", "13800138000", "天河", "送资料"):
        assert word not in text
    (step,) = [e for e in entries if e["field"] == "next_step"]
    assert (step["to"], step["withheld"]) == ({"on": "2026-12-01"}, True)


def test_a_strangers_history_is_that_of_an_unknown_id(office: Running) -> None:
    record = office.phone().log()
    stranger = office.phone(dealer="D02")
    known = stranger.ask("GET", f"/leads/{record}/history")
    unknown = stranger.ask("GET", "/leads/nothing/history")
    assert (known.status_code, known.data) == (404, unknown.data)


def test_a_page_of_history_holds_two_hundred(office: Running) -> None:
    phone = office.phone()
    record = phone.log()
    for start in range(0, 210, 70):
        office.time.pass_(seconds=1)
        phone.send(
            *(phone.mutation(record, ago_ms=70 - n, patch={"note": str(start + n)}) for n in range(70))
        )
    entries = _history(phone, record)
    assert len(entries) == 200
    rest = _history(phone, record, before=entries[-1]["stamp"])
    notes = [e["to"] for e in [*entries, *rest] if e["field"] == "note"]
    assert notes == [str(n) for n in reversed(range(210))]
