"""Users, dealers, events, devices and invitations over the wire; what a change of role or dealer does to a phone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from leadpwa.api.factory import create_app
from leadpwa.api.options import Options
from leadpwa.store.protocol import DEVICE, Key
from tests.builders import Phone, Running, an_id

EVERY = [
    ("GET", "/users"),
    ("GET", "/dealers"),
    ("GET", "/events"),
    ("GET", "/devices"),
    ("POST", "/users"),
    ("POST", "/dealers"),
    ("POST", "/events"),
    ("POST", "/invitations"),
    ("PATCH", "/dealers/D01"),
    ("PATCH", "/events/auto-show-2026"),
    ("PATCH", f"/users/{an_id()}"),
]


@pytest.mark.parametrize(("method", "path"), EVERY)
def test_an_advisor_has_none_of_it(office: Running, method: str, path: str) -> None:
    answer = office.phone().ask(method, path, {})
    assert (answer.status_code, answer.json["code"]) == (403, "not_allowed")
    assert office.client.open(f"/api/v1{path}", method=method).status_code == 401


def test_an_admin_makes_dealers_and_events_and_a_code_is_taken_once(office: Running) -> None:
    admin, advisor = office.phone("admin", None), office.phone()
    dealer = {
        "code": "D09",
        "name": "珠海店",
        "city": "珠海",
        "lat": 22.27,
        "lon": 113.57,
        "models": ["tiggo-8"],
    }
    made = admin.ask("POST", "/dealers", dealer)
    assert (made.status_code, made.json["id"], made.json["active"]) == (201, "D09", True)
    assert admin.ask("POST", "/dealers", dealer).json["code"] == "exists"
    assert admin.ask("POST", "/events", {"id": "D09", "name": "x"}).status_code == 409
    event = {"id": "spring-2027", "name": "春展", "from": "2027-03-01", "to": "2027-03-05"}
    assert admin.ask("POST", "/events", event).status_code == 201
    assert admin.ask("PATCH", "/events/spring-2027", {"name": "春季车展"}).json["name"] == "春季车展"
    assert admin.ask("PATCH", "/dealers/D09", {"active": False}).json["active"] is False
    assert admin.ask("PATCH", "/dealers/nowhere", {}).status_code == 404
    assert "D09" in [d["id"] for d in admin.ask("GET", "/dealers").json]
    held = advisor.pull()
    assert held["D09"]["fields"]["active"] is False
    assert held["spring-2027"]["fields"]["from"] == "2027-03-01"
    manager = office.phone("manager")
    assert manager.ask("POST", "/dealers", dealer).status_code == 403


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"code": "../x", "name": "a"}, "code"),
        ({"code": "D10"}, "name"),
        ({"code": "D10", "name": "\0"}, "name"),
    ],
)
def test_a_wrong_body_names_its_key(office: Running, body: dict[str, Any], path: str) -> None:
    answer = office.phone("admin", None).ask("POST", "/dealers", body)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["path"] == path


def test_a_manager_has_the_advisors_of_the_dealer_and_no_more(office: Running) -> None:
    manager, other = office.phone("manager"), office.phone(dealer="D02")
    made = manager.ask("POST", "/users", {"name": "小周", "roles": ["advisor"], "dealer": "D01", "quota": 4})
    assert (made.status_code, made.json["dealer"], made.json["quota"]) == (201, "D01", 4)
    assert (
        manager.ask("POST", "/users", {"id": made.json["id"], "name": "x", "roles": ["advisor"]}).status_code
        == 409
    )
    for body in ({"name": "x", "roles": ["manager"]}, {"name": "x", "roles": ["advisor"], "dealer": "D02"}):
        assert manager.ask("POST", "/users", body).json["code"] == "not_allowed"
    assert manager.ask("PATCH", f"/users/{other.user['id']}", {"name": "x"}).status_code == 404
    assert manager.ask("PATCH", f"/users/{made.json['id']}", {"roles": ["hq"]}).status_code == 403
    assert {u["dealer"] for u in manager.ask("GET", "/users").json} == {"D01"}
    assert manager.ask("POST", "/invitations", {"role": "hq"}).status_code == 403
    assert manager.ask("POST", "/invitations", {"user": other.user["id"]}).status_code == 403
    invited = manager.ask("POST", "/invitations", {"role": "advisor", "name": "新人", "minutes": 60})
    assert invited.status_code == 201
    assert invited.json["url"].endswith(f"/app/#pair={invited.json['code']}")
    body = {"code": invited.json["code"], "device": {"id": an_id(), "name": ""}}
    assert office.client.post("/api/v1/pair", json=body).json["user"]["name"] == "新人"


def test_a_manager_takes_off_the_phones_of_the_dealer_and_a_strangers_does_not_exist(office: Running) -> None:
    manager, advisor, stranger = office.phone("manager"), office.phone(), office.phone(dealer="D02")
    listed = {d["id"]: d for d in manager.ask("GET", "/devices").json}
    assert listed.keys() == {manager.device, advisor.device}
    assert listed[advisor.device].keys() == {
        "id",
        "name",
        "user",
        "role",
        "dealer",
        "last_seen",
        "revoked_at",
    }
    theirs = manager.ask("POST", f"/devices/{stranger.device}/revoke")
    assert (theirs.status_code, theirs.json["code"]) == (404, "not_found")
    assert advisor.ask("POST", f"/devices/{manager.device}/revoke").status_code == 403
    assert manager.ask("POST", f"/devices/{advisor.device}/revoke").status_code == 204
    assert manager.ask("POST", f"/devices/{advisor.device}/revoke").status_code == 204
    assert (advisor.post().json["code"], advisor.post().json["by"]) == ("revoked", "office")
    assert stranger.ask("POST", f"/devices/{stranger.device}/revoke").status_code == 204
    assert stranger.post().json["by"] == "user"


def _move(office: Running, phone: Phone, **changes: Any) -> None:
    answer = office.phone("admin", None).ask("PATCH", f"/users/{phone.user['id']}", changes)
    assert answer.status_code == 200, answer.json


def test_fault_48_a_user_who_moves_starts_a_new_view_and_work_from_before_still_counts(
    office: Running,
) -> None:
    phone, old_manager = office.phone(), office.phone("manager")
    record = phone.log()
    phone.pull()
    office.time.pass_(seconds=10)
    before = phone.mutation(record, ago_ms=5_000, patch={"note": "搬走之前记的"})
    _move(office, phone, dealer="D02")
    office.time.pass_(seconds=10)
    answer = phone.post([before])
    assert (answer.status_code, answer.json["code"]) == (409, "view_changed")
    phone.cursor, phone.epoch, phone.records = 0, None, {}
    assert phone.send(before)[0]["status"] == "applied"
    assert phone.send(before)[0]["status"] == "duplicate"
    assert record not in phone.pull()
    assert old_manager.pull()[record]["fields"]["note"] == "搬走之前记的"
    late = phone.mutation(record, patch={"note": "搬走之后"})
    assert phone.send(late)[0]["problem"]["code"] == "unknown_record"
    assert phone.pull()[phone.user["id"]]["fields"]["dealer"] == "D02"


def test_fault_48_a_manager_who_becomes_an_advisor_keeps_nothing_of_the_others(office: Running) -> None:
    manager, advisor = office.phone("manager"), office.phone()
    record = advisor.log()
    assert record in manager.pull()
    _move(office, manager, roles=["advisor"])
    assert manager.post().json["code"] == "view_changed"
    manager.cursor, manager.epoch, manager.records = 0, None, {}
    assert record not in manager.pull()
    _move(office, manager, name="新名字")
    assert manager.post().status_code == 200
    office.store.close()
    office.open()
    manager.client = office.client
    assert manager.post().status_code == 200


def test_a_user_of_head_office_has_no_dealer_and_an_advisor_must_have_one(office: Running) -> None:
    phone = office.phone()
    _move(office, phone, roles=["hq"])
    phone.cursor, phone.epoch = 0, None
    assert "dealer" not in phone.pull()[phone.user["id"]]["fields"]
    admin = office.phone("admin", None)
    wrong = admin.ask("PATCH", f"/users/{phone.user['id']}", {"roles": ["advisor"]})
    assert (wrong.status_code, wrong.json["errors"][0]["path"]) == (422, "dealer")


def test_fault_21_a_pairing_ends_after_token_days_and_pairing_again_drains_the_queue(office: Running) -> None:
    client = create_app(replace(office.services, options=Options(token_days=30))).test_client()
    phone = office.phone()
    phone.client = client
    office.time.pass_(days=29.9)
    assert phone.post().status_code == 200
    office.time.pass_(days=0.2)
    answer = phone.post()
    assert (answer.status_code, answer.json["code"]) == (401, "expired")
    body = {"code": office.invite(user=phone.user["id"]), "device": {"id": phone.device, "name": ""}}
    paired = client.post("/api/v1/pair", json=body).json
    assert paired["user"]["id"] == phone.user["id"]
    phone.token = paired["token"]
    phone.log()


def test_a_code_for_longer_than_a_day_is_for_advisors_alone(office: Running) -> None:
    admin = office.phone("admin", None)
    week = 7 * 24 * 60
    assert (
        admin.ask("POST", "/invitations", {"role": "advisor", "dealer": "D01", "minutes": week}).status_code
        == 201
    )
    long = admin.ask("POST", "/invitations", {"role": "manager", "dealer": "D01", "minutes": week})
    assert (long.status_code, long.json["code"]) == (422, "invalid")
    assert (
        admin.ask(
            "POST", "/invitations", {"role": "advisor", "dealer": "D01", "minutes": week + 1}
        ).status_code
        == 422
    )
    assert admin.ask("POST", "/invitations", {"role": "advisor", "dealer": "D77"}).status_code == 422


def test_former_tokens_are_remembered_ninety_days_and_no_longer(office: Running) -> None:
    phone = office.phone()

    def again() -> list[list[str]]:
        body = {"code": office.invite(user=phone.user["id"]), "device": {"id": phone.device, "name": ""}}
        assert office.client.post("/api/v1/pair", json=body).status_code == 201
        with office.store.reading() as reading:
            return reading.get(Key(DEVICE, phone.device))["former"]  # type: ignore[index,return-value]

    assert len(again()) == 1
    office.time.pass_(days=60)
    assert len(again()) == 2
    office.time.pass_(days=31)
    assert len(again()) == 2


def test_a_phone_that_only_pulls_was_seen(office: Running) -> None:
    phone, manager = office.phone(), office.phone("manager")
    office.time.pass_(days=2)
    phone.pull()
    office.store.close()
    office.open()
    manager.client = office.client
    (found,) = [d for d in manager.ask("GET", "/devices").json if d["id"] == phone.device]
    assert found["last_seen"] == "2026-11-26T04:00:00.000Z"
