"""Leads given to dealers: by rule on receipt, by hand, what the dealer answers, and what takes a lead back."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner

from leadpwa.cli.main import main
from leadpwa.office.sweep import next_sweep, sweep
from tests.builders import GIVEN, ROOT, Phone, Running, an_id

REFUSED = {**GIVEN, "given": False}
PANYU = {"lat": 22.94, "lon": 113.38}
DUE = {
    "source": "hotline",
    "place": PANYU,
    "models": {"add": ["tiggo-8"]},
    "purchase_window": "A",
    "expected_on": "2026-12-20",
    "confirmed_on": "2026-11-24",
    "consent_share_with_dealer": GIVEN,
}


def _orders(phone: Phone, lead: str) -> list[dict[str, Any]]:
    held = [r for r in phone.pull().values() if r["kind"] == "dispatch" and r["fields"]["lead"] == lead]
    return [r["fields"] for r in sorted(held, key=lambda r: r["fields"]["dispatched_at"])]


def _answer(phone: Phone, lead: str, *, ago_ms: int = 0, **fields: Any) -> dict[str, Any]:
    return phone.mutation(
        an_id(), kind="activity", ago_ms=ago_ms, patch={"lead": lead, "type": "call", **fields}
    )


def test_a_due_lead_goes_to_the_nearest_dealer_on_receipt_and_its_manager_assigns(office: Running) -> None:
    hq, manager, advisor = office.phone("hq", None), office.phone("manager"), office.phone()
    lead = hq.log(**DUE)
    (order,) = _orders(hq, lead)
    assert (order["dealer"], order["state"], order["because"]) == ("D01", "open", "nearest")
    assert order["dispatched_at"] == "2026-11-24T04:00:00.000Z"
    held = manager.pull()
    assert held[lead]["fields"]["dealer"] == "D01"
    assert "owner" not in held[lead]["fields"]
    assert _orders(manager, lead) == [order]
    assert lead not in advisor.pull()
    office.time.pass_(seconds=1)
    manager.send(manager.mutation(lead, patch={"owner": advisor.user["id"]}))
    assert lead in advisor.pull()
    assert _orders(advisor, lead) == [order]


@pytest.mark.parametrize(
    ("fields", "because"),
    [
        ({"consent_share_with_dealer": REFUSED}, "no_consent"),
        ({"purchase_window": "E", "expected_on": "2028-11-24"}, "not_due"),
        ({"stage": "enquiry"}, "not_open"),
        ({"models": {"add": ["no-such-model"]}}, "no_dealer"),
        ({"place": None, "city": "不存在的城"}, "no_place"),
    ],
)
def test_what_stays_says_why(office: Running, fields: dict[str, Any], because: str) -> None:
    hq = office.phone("hq", None)
    lead = hq.log(**{**DUE, **fields})
    assert _orders(hq, lead) == []
    answer = hq.ask("POST", "/dispatch", {"dry_run": True})
    assert (answer.status_code, answer.json["sent"]) == (200, [])
    assert answer.json["stays"] == [{"lead": lead, "because": because}]


def test_a_dry_run_says_what_a_run_does_and_changes_nothing(office: Running) -> None:
    hq = office.phone("hq", None)
    lead = hq.log(**{**DUE, "expected_on": "2027-06-24", "confirmed_on": "2026-11-24"})
    office.store.close()
    data = ["--data", str(office.folder.path), "--json"]
    environment = {"LEADPWA_ROOT": str(ROOT)}
    runner = CliRunner()
    dry = runner.invoke(main, ["dispatch", "--dry-run", *data], env=environment)
    assert '"because": "not_due"' in dry.stdout
    assert runner.invoke(main, ["dispatch", *data], env=environment).exit_code == 2
    assert runner.invoke(main, ["dispatch", "--on", "soon", *data], env=environment).exit_code == 2
    done = runner.invoke(main, ["dispatch", "--yes", *data], env=environment)
    assert (done.exit_code, lead in done.stdout) == (0, True)
    office.open()


def test_only_head_office_dispatches(office: Running) -> None:
    assert office.phone("manager").ask("POST", "/dispatch", {}).status_code == 403
    wrong = office.phone("hq", None).ask("POST", "/dispatch", {"dealer": "D01"})
    assert (wrong.status_code, wrong.json["errors"][0]["path"]) == (422, "leads")


def test_the_first_activity_that_is_no_note_is_the_reply_whatever_arrives_first(office: Running) -> None:
    hq, manager = office.phone("hq", None), office.phone("manager")
    lead = hq.log(**DUE)
    office.time.pass_(seconds=3600)
    note = _answer(manager, lead, ago_ms=1_800_000, type="note")
    late = _answer(manager, lead, ago_ms=600_000)
    early = _answer(manager, lead, ago_ms=1_200_000)
    manager.send(note)
    assert _orders(hq, lead)[0]["state"] == "open"
    manager.send(late)
    assert _orders(hq, lead)[0]["replied_at"] == "2026-11-24T04:50:00.000Z"
    manager.send(early)
    assert _orders(hq, lead)[0]["replied_at"] == "2026-11-24T04:40:00.000Z"
    hq.send(_answer(hq, lead, ago_ms=1_700_000))
    assert _orders(hq, lead)[0]["replied_at"] == "2026-11-24T04:40:00.000Z"
    assert _orders(hq, lead)[0]["state"] == "replied"


def test_a_dealer_declines_and_head_office_gives_the_lead_to_another(office: Running) -> None:
    hq, manager, other = office.phone("hq", None), office.phone("manager"), office.phone("manager", "D02")
    lead = hq.log(**DUE)
    office.time.pass_(seconds=60)
    manager.send(_answer(manager, lead, type="reply", result="declined"))
    (order,) = _orders(hq, lead)
    assert (order["state"], order["end"], order["ended_on"]) == ("declined", "declined", "2026-11-24")
    office.time.pass_(seconds=60)
    again = hq.ask("POST", "/dispatch", {"leads": [lead]}).json
    assert [(one["lead"], one["dealer"]) for one in again["sent"]] == [(lead, "D02")]
    assert [one["state"] for one in _orders(hq, lead)] == ["declined", "open"]
    assert lead not in manager.pull()
    assert lead in other.pull()
    assert hq.ask("POST", "/dispatch", {"leads": [lead]}).json["stays"][0]["because"] == "no_dealer"


def test_a_reply_stamped_before_a_redispatch_counts_on_the_first_order(office: Running) -> None:
    hq, manager = office.phone("hq", None), office.phone("manager")
    lead = hq.log(**DUE)
    office.time.pass_(seconds=60)
    offline = _answer(manager, lead)
    office.time.pass_(seconds=60)
    assert hq.ask("POST", "/dispatch", {"leads": [lead], "dealer": "D02"}).json["sent"][0]["dealer"] == "D02"
    assert [(o["state"], o.get("replied_at")) for o in _orders(hq, lead)] == [
        ("redispatched", None),
        ("open", None),
    ]
    office.time.pass_(seconds=60)
    assert manager.send(offline)[0]["status"] == "applied"
    first, second = _orders(hq, lead)
    assert (first["state"], first["replied_at"]) == ("redispatched", "2026-11-24T04:01:00.000Z")
    assert "replied_at" not in second


def test_signed_and_confirmed_lost_end_an_order_by_the_earlier_stamp(office: Running) -> None:
    hq, manager = office.phone("hq", None), office.phone("manager")
    lead = hq.log(**DUE)
    office.time.pass_(seconds=60)
    manager.send(
        manager.mutation(lead, patch={"column": "lost", "lost": {"why": "price", "on": "2026-11-24"}})
    )
    assert _orders(hq, lead)[0]["state"] == "open"
    manager.send(manager.mutation(lead, patch={"outcome_confirmed": {"yes": True, "on": "2026-11-25"}}))
    (order,) = _orders(hq, lead)
    assert (order["state"], order["end"], order["ended_on"]) == ("lost", "lost", "2026-11-25")
    manager.send(manager.mutation(lead, patch={"outcome_confirmed": None, "signed_on": "2026-11-26"}))
    (order,) = _orders(hq, lead)
    assert (order["state"], order.get("end"), order["ended_on"]) == ("closed", None, "2026-11-26")


def test_fault_50_consent_withdrawn_while_the_dealers_phone_was_offline(office: Running) -> None:
    hq, manager, advisor = office.phone("hq", None), office.phone("manager"), office.phone()
    lead = hq.log(**DUE)
    office.time.pass_(seconds=1)
    manager.send(manager.mutation(lead, patch={"owner": advisor.user["id"]}))
    assert lead in advisor.pull()
    office.time.pass_(seconds=600)
    visit = _answer(advisor, lead, ago_ms=300_000, type="visit", text="张伟来看过车")
    withdrawn = {"consent_share_with_dealer": REFUSED, "consent_contact": REFUSED}
    hq.send(hq.mutation(lead, patch=withdrawn))
    (order,) = _orders(hq, lead)
    assert (order["state"], order["end"], order["ended_on"]) == ("withdrawn", "withdrawn", "2026-11-24")
    assert {"kind": "lead", "id": lead, "why": "view"} in advisor.post().json["gone"]
    assert lead not in manager.pull()
    assert advisor.send(visit)[0]["status"] == "applied"
    held = hq.pull()
    assert held[visit["record"]]["fields"]["type"] == "visit"
    assert "张伟" not in str(held)
    (order,) = _orders(hq, lead)
    assert (order["state"], order["replied_at"]) == ("withdrawn", "2026-11-24T04:05:01.000Z")


def test_sharing_withdrawn_alone_takes_the_lead_back_too(office: Running) -> None:
    hq, manager = office.phone("hq", None), office.phone("manager")
    lead = hq.log(**DUE)
    manager.pull()
    hq.send(hq.mutation(lead, patch={"consent_share_with_dealer": REFUSED}))
    assert lead not in manager.pull()
    assert hq.pull()[lead]["fields"]["name"] == "张伟"


def test_orders_survive_a_replay_of_the_journal(office: Running) -> None:
    hq, manager = office.phone("hq", None), office.phone("manager")
    lead = hq.log(**DUE)
    office.time.pass_(seconds=60)
    manager.send(_answer(manager, lead))
    before = {id_: r for id_, r in hq.pull().items() if r["kind"] in ("lead", "dispatch", "activity")}
    office.store.close()
    for snapshot in (office.folder.snapshot, office.folder.older_snapshot):
        snapshot.unlink(missing_ok=True)
    office.open()
    after = office.phone(user=hq.user["id"]).pull()
    assert {id_: after[id_] for id_ in before} == before


def test_the_daily_sweep_gives_out_what_time_made_possible_and_notes_lapsed_orders(office: Running) -> None:
    hq, admin = office.phone("hq", None), office.phone("admin", None)
    lead = hq.log(**{**DUE, "models": {"add": ["new-model"]}})
    assert _orders(hq, lead) == []
    admin.ask("PATCH", "/dealers/D02", {"models": ["new-model"]})
    assert str(next_sweep(office.time.ms, office.services.dispatching)) == "2026-11-24 20:00:00+08:00"
    sweep(office.store, office.services.dispatching)
    assert _orders(hq, lead)[0]["dealer"] == "D02"
    office.time.pass_(days=2)
    sweep(office.store, office.services.dispatching)
    (order,) = _orders(hq, lead)
    assert order["state"] == "lapsed"
    manager = office.phone("manager", "D02")
    manager.send(_answer(manager, lead))
    assert _orders(hq, lead)[0]["state"] == "replied"


def test_the_order_of_an_erased_lead_stays_as_a_fact_and_ends(office: Running) -> None:
    hq, manager = office.phone("hq", None), office.phone("manager")
    lead = hq.log(**DUE)
    office.time.pass_(seconds=60)
    manager.send(_answer(manager, lead))
    assert hq.ask("POST", f"/leads/{lead}/erase").status_code == 204
    orders = [r["fields"] for r in office.phone("hq", None).pull().values() if r["kind"] == "dispatch"]
    assert [(o["state"], o["end"], o["replied_at"]) for o in orders] == [
        ("erased", "erased", "2026-11-24T04:01:00.000Z")
    ]
    sweep(office.store, office.services.dispatching)
    office.store.close()
    office.folder.snapshot.unlink()
    office.folder.older_snapshot.unlink()
    office.open()
    kept = [r for r in office.phone("hq", None).pull().values() if r["kind"] == "dispatch"]
    assert kept[0]["fields"] == orders[0]
