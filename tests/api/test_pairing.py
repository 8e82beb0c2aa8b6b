"""Pairing: one code, one device, one token."""

from __future__ import annotations

from typing import Any

from tests.builders import Running, an_id


def _pair(office: Running, code: str, device: str) -> Any:
    return office.client.post("/api/v1/pair", json={"code": code, "device": {"id": device, "name": "华为"}})


def test_the_answer_says_who_where_and_by_which_keys(office: Running) -> None:
    answer = _pair(office, office.invite("manager", "D02", name="陈国栋"), an_id()).json
    assert answer["user"] == {
        "id": answer["user"]["id"],
        "name": "陈国栋",
        "role": "manager",
        "roles": ["manager"],
        "dealer": "D02",
    }
    assert answer["organisation"]["timezone"] == "Asia/Shanghai"
    assert answer["recovery"]["jwk"].keys() == {"kty", "crv", "x", "y"}
    assert answer["server_time"] == "2026-11-24T04:00:00.000Z"


def test_the_same_phone_with_the_same_code_gets_a_fresh_token_and_the_first_is_void(office: Running) -> None:
    code, device = office.invite(), an_id()
    first = _pair(office, code.lower(), device).json["token"]
    second = _pair(office, f"{code[:4]}-{code[4:]}", device).json["token"]
    for token, status in ((first, 401), (second, 422)):
        headers = {"Authorization": f"Bearer {token}"}
        assert office.client.post("/api/v1/sync", json={}, headers=headers).status_code == status


def test_wrong_used_and_expired_codes_get_the_same_answer(office: Running) -> None:
    used, expired = office.invite(), office.invite()
    _pair(office, used, an_id())
    office.time.pass_(seconds=15 * 60 + 1)
    answers = [_pair(office, code, an_id()) for code in ("WRNGWRNG", used, expired)]
    assert {answer.status_code for answer in answers} == {403}
    assert len({answer.data for answer in answers}) == 1


def test_the_eleventh_failed_try_in_a_minute_waits_and_good_ones_do_not_count(office: Running) -> None:
    for _ in range(11):
        assert _pair(office, office.invite(), an_id()).status_code == 201
    for _ in range(10):
        assert _pair(office, "WRNGWRNG", an_id()).status_code == 403
    answer = _pair(office, office.invite(), an_id())
    assert (answer.status_code, answer.json["code"]) == (429, "rate_limited")
    assert int(answer.headers["Retry-After"]) > 0


def test_a_device_that_is_no_uuid_is_named(office: Running) -> None:
    answer = _pair(office, office.invite(), "my phone")
    assert answer.status_code == 422
    assert answer.json["errors"][0]["path"] == "device.id"
