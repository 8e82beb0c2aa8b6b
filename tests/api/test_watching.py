"""Health, readiness, figures, and the published schema."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from leadpwa.api.factory import create_app
from leadpwa.api.options import Options
from tests.builders import Running, an_id

FAR = {"REMOTE_ADDR": "203.0.113.7"}


def _client(office: Running, **options: Any) -> Any:
    return create_app(replace(office.services, options=Options(**options))).test_client()


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/api/v1/status"])
def test_anyone_may_ask_whether_it_lives(office: Running, path: str) -> None:
    answer = office.client.get(path, environ_base=FAR)
    assert answer.status_code == 200
    assert answer.json.keys() == {"ok", "version", "time"}
    assert answer.json["ok"] is True
    assert answer.json["time"] == "2026-11-24T04:00:00.000Z"


def test_a_store_that_can_keep_nothing_is_not_ready(office: Running) -> None:
    office.store.close()
    answer = office.client.get("/readyz")
    assert (answer.status_code, answer.json["ok"]) == (503, False)
    assert office.client.get("/healthz").status_code == 200
    office.open()


def test_figures_are_for_this_machine_unless_set(office: Running) -> None:
    office.phone().log()
    here = office.client.get("/metrics")
    assert here.status_code == 200
    assert "leadpwa_devices 1\n" in here.text
    assert 'leadpwa_answers_total{status="201"} 1' in here.text
    assert office.client.get("/metrics", environ_base=FAR).status_code == 403
    assert _client(office, open_metrics=True).get("/metrics", environ_base=FAR).status_code == 200
    behind = _client(office, trusted_proxies=frozenset({"127.0.0.1"}))
    assert behind.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1, 203.0.113.7"}).status_code == 403


def test_failed_pairings_are_counted_by_the_last_hop_of_a_trusted_proxy_alone(office: Running) -> None:
    def tries(client: Any, forwarded: str) -> int:
        body = {"code": "WRNGWRNG", "device": {"id": an_id(), "name": ""}}
        status: int = client.post(
            "/api/v1/pair", json=body, headers={"X-Forwarded-For": forwarded}
        ).status_code
        return status

    direct = _client(office)
    assert [tries(direct, f"203.0.113.{n}") for n in range(11)][-1] == 429
    behind = _client(office, trusted_proxies=frozenset({"127.0.0.1"}))
    assert {tries(behind, f"203.0.113.{n}") for n in range(11)} == {403}
    assert [tries(behind, f"198.51.100.{n}, 203.0.113.99") for n in range(11)][-1] == 429


def test_the_schema_is_open_and_every_reference_in_it_leads_somewhere(office: Running) -> None:
    document = office.client.get("/api/v1/openapi.json", environ_base=FAR).json
    assert document["openapi"].startswith("3.")
    assert {"/status", "/pair", "/sync"} <= document["paths"].keys()
    assert "expected_on" in document["components"]["schemas"]["LeadFields"]["properties"]

    def references(value: Any) -> list[str]:
        if isinstance(value, dict):
            own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
            return own + [ref for inner in value.values() for ref in references(inner)]
        return [ref for inner in value for ref in references(inner)] if isinstance(value, list) else []

    for reference in references(document):
        assert reference.removeprefix("#/components/schemas/") in document["components"]["schemas"]


def test_every_published_address_is_one_that_the_server_has(office: Running) -> None:
    phone = office.phone()
    headers = {"Authorization": f"Bearer {phone.token}"}
    for path, operations in office.client.get("/api/v1/openapi.json").json["paths"].items():
        for method in operations:
            asked = office.client.open(
                f"/api/v1{path.replace('{id}', an_id())}", method=method.upper(), headers=headers
            )
            text = asked.get_data(as_text=True)
            assert "no such address as" not in text, (method, path)


@pytest.mark.parametrize(("method", "path"), [("POST", "nothing"), ("DELETE", "sync"), ("GET", "sync")])
def test_an_address_that_is_none_is_not_found_whatever_the_method(
    office: Running, method: str, path: str
) -> None:
    headers = {"Authorization": f"Bearer {office.phone().token}"}
    answer = office.client.open(f"/api/v1/{path}", method=method, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")
    assert "no such address as" in answer.json["detail"]


@pytest.mark.parametrize("path", ["a" * 300, "zh/" + "a/" * 3000, "%00", "%ed%a0%80", "a%00b"])
def test_a_name_that_no_file_can_have_is_not_found(office: Running, tmp_path: Path, path: str) -> None:
    (tmp_path / "index.html").write_text("<!doctype html>")
    client = create_app(replace(office.services, dist=tmp_path)).test_client()
    assert client.get(f"/{path}").status_code == 404
