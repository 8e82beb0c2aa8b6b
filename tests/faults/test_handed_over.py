"""Fault 52: unsent work in a colleague's pocket, in a stranger's, altered, carried twice, and the origin afterwards."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from leadpwa.cli.main import main
from tests.builders import ROOT, Phone, Running, a_lead, an_id


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _mac(token: str, body: str) -> str:
    return hmac.new(hashlib.sha256(token.encode()).digest(), body.encode(), hashlib.sha256).hexdigest()


def _package(phone: Phone, *mutations: Any) -> dict[str, Any]:
    body = json.dumps({"mutations": list(mutations)}, ensure_ascii=False)
    return {"device": phone.device, "body": body, "mac": _mac(phone.token, body)}


def _sealed(office: Running, phone: Phone, *mutations: Any) -> dict[str, Any]:
    """As the app makes it: sealed to the key of the pairing's answer."""
    jwk = office.services.keys.recovery_public
    x, y = (int.from_bytes(base64.urlsafe_b64decode(f"{jwk[name]}="), "big") for name in ("x", "y"))
    theirs = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    mine = ec.generate_private_key(ec.SECP256R1())
    numbers = mine.public_key().public_numbers()
    key = HKDF(SHA256(), 32, salt=None, info=b"leadpwa package").derive(mine.exchange(ec.ECDH(), theirs))
    iv = os.urandom(12)
    plain = json.dumps({"mutations": list(mutations)}, ensure_ascii=False).encode()
    epk = {
        "kty": "EC",
        "crv": "P-256",
        "x": _text(numbers.x.to_bytes(32, "big")),
        "y": _text(numbers.y.to_bytes(32, "big")),
    }
    body = json.dumps(
        {
            "kid": office.services.keys.recovery_kid,
            "epk": epk,
            "iv": _text(iv),
            "ct": _text(AESGCM(key).encrypt(iv, plain, None)),
        }
    )
    return {"device": phone.device, "body": body, "mac": _mac(phone.token, body)}


@pytest.mark.parametrize("sealed", [False, True])
def test_a_colleague_carries_it_once_or_twice_and_the_origin_finds_it_done(
    office: Running, sealed: bool
) -> None:
    origin, colleague = office.phone(), office.phone()
    lead = origin.mutation(an_id(), patch=a_lead())
    call = origin.mutation(an_id(), kind="activity", patch={"lead": lead["record"], "type": "call"})
    package = _sealed(office, origin, lead, call) if sealed else _package(origin, lead, call)
    for status in ("applied", "duplicate"):
        answer = colleague.ask("POST", "/handover", package)
        assert answer.status_code == 200, answer.json
        assert [r["status"] for r in answer.json["results"]] == [status, status]
        assert [r["id"] for r in answer.json["results"]] == [lead["id"], call["id"]]
    assert [r["status"] for r in origin.send(lead, call)] == ["duplicate", "duplicate"]
    held = origin.pull()
    assert held[lead["record"]]["fields"]["owner"] == origin.user["id"]
    assert held[lead["record"]]["fields"]["device"] == origin.device
    assert held[call["record"]]["fields"]["by"] == origin.user["id"]
    assert lead["record"] not in colleague.pull()


def test_altered_by_one_byte_or_made_by_nobody_it_is_refused(office: Running) -> None:
    origin, carrier = office.phone(), office.phone()
    package = _package(origin, origin.mutation(an_id(), patch=a_lead()))
    wrong = [
        {**package, "body": package["body"].replace("张伟", "张三")},
        {**package, "mac": package["mac"][:-1] + ("0" if package["mac"][-1] != "0" else "1")},
        {**package, "device": an_id()},
        {**package, "device": carrier.device},
    ]
    for one in wrong:
        answer = carrier.ask("POST", "/handover", one)
        assert (answer.status_code, answer.json["code"]) == (403, "not_allowed")
    for key in ("device", "body", "mac"):
        broken = {name: value for name, value in package.items() if name != key}
        assert carrier.ask("POST", "/handover", broken).status_code == 422
    assert office.client.post("/api/v1/handover", json=package).status_code == 401
    body = "{}"
    empty = {"device": origin.device, "body": body, "mac": _mac(origin.token, body)}
    assert carrier.ask("POST", "/handover", empty).status_code == 422


def test_of_a_revoked_phone_only_a_manager_of_its_dealer_brings_it(office: Running) -> None:
    origin, colleague = office.phone(), office.phone()
    manager, stranger = office.phone("manager"), office.phone("manager", "D02")
    package = _sealed(office, origin, origin.mutation(an_id(), patch=a_lead()))
    office.revoke(origin)
    for carrier in (colleague, stranger):
        assert carrier.ask("POST", "/handover", package).status_code == 403
    answer = manager.ask("POST", "/handover", package)
    assert answer.json["results"][0]["status"] == "applied"


def test_a_former_token_still_proves_its_package_for_ninety_days(office: Running) -> None:
    origin, colleague = office.phone(), office.phone()
    package = _package(origin, origin.mutation(an_id(), patch=a_lead()))
    body = {"code": office.invite(user=origin.user["id"]), "device": {"id": origin.device, "name": ""}}
    assert office.client.post("/api/v1/pair", json=body).status_code == 201
    office.time.pass_(days=89)
    assert colleague.ask("POST", "/handover", package).status_code == 200
    office.time.pass_(days=2)
    assert colleague.ask("POST", "/handover", package).status_code == 403


def test_the_origins_own_clock_error_counts_and_not_the_carriers(office: Running) -> None:
    origin, colleague = office.phone(), office.phone()
    origin.error_ms = -2 * 3_600_000
    origin.post()
    office.store.close()
    office.open()
    colleague.client = office.client
    lead = origin.mutation(an_id(), patch=a_lead())
    office.time.pass_(days=1)
    (result,) = colleague.ask("POST", "/handover", _package(origin, lead)).json["results"]
    assert (result["clamped"], result["stamp"][:19]) == (True, "2026-11-24T04:00:00")


def test_a_refusal_inside_names_itself_and_the_rest_is_taken(office: Running) -> None:
    origin, colleague = office.phone(), office.phone()
    good, bad = origin.mutation(an_id(), patch=a_lead()), origin.mutation(an_id(), patch=a_lead(mobile="1"))
    results = colleague.ask("POST", "/handover", _package(origin, bad, good, 7)).json["results"]
    assert [r["status"] for r in results] == ["refused", "applied", "refused"]
    assert results[0]["problem"]["code"] == "mobile_invalid"


def test_the_command_takes_a_package_by_hand(office: Running, tmp_path: Path) -> None:
    origin = office.phone()
    good, bad = origin.mutation(an_id(), patch=a_lead()), origin.mutation(an_id(), patch=a_lead(mobile="1"))
    file = tmp_path / "package.json"
    file.write_text(json.dumps(_sealed(office, origin, good)))
    office.store.close()
    command = ["import", "--outbox", str(file), "--data", str(office.folder.path), "--json"]
    environment = {"LEADPWA_ROOT": str(ROOT)}
    done = CliRunner().invoke(main, command, env=environment)
    expected = {"new": 1, "duplicate": 0, "wrong": 0, "errors_file": None, "batch": None}
    assert (done.exit_code, json.loads(done.stdout)) == (0, expected)
    file.write_text(json.dumps(_package(origin, good, bad)))
    done = CliRunner().invoke(main, command, env=environment)
    assert done.exit_code == 1
    answer = json.loads(done.stdout)
    assert (answer["duplicate"], answer["wrong"]) == (1, 1)
    assert json.loads(Path(answer["errors_file"]).read_text())[0]["code"] == "mobile_invalid"
    file.write_text("{}")
    assert CliRunner().invoke(main, command, env=environment).exit_code == 1
    office.open()
