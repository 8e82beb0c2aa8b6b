"""The frozen site as the server hands it out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from leadpwa.api.factory import create_app
from leadpwa.api.options import Options
from leadpwa.office.demo import first_advisor
from tests.builders import Running


def test_the_header_allows_the_api_that_the_pages_are_built_for(office: Running, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html>")
    services = replace(office.services, dist=tmp_path, api_origin="https://api.example.cn")
    policy = create_app(services).test_client().get("/").headers["Content-Security-Policy"]
    assert "connect-src 'self' https://api.example.cn;" in policy


def test_the_app_names_the_address_that_this_server_is_reached_by(office: Running, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html>")
    (tmp_path / "app").mkdir()
    built = '<!doctype html><meta name="leadpwa-public" content="{}">'
    (tmp_path / "app" / "index.html").write_text(built.format("https://built.example.cn/"))
    for address in ("https://leads.example.cn", None):
        services = replace(office.services, dist=tmp_path, options=Options(public_url=address))
        answer = create_app(services).test_client().get("/app/")
        assert answer.text == built.format(address or "https://built.example.cn/")
        assert answer.mimetype == "text/html"


def test_a_path_out_of_the_site_is_not_found(office: Running, tmp_path: Path) -> None:
    site = tmp_path / "dist"
    site.mkdir()
    (site / "index.html").write_text("<!doctype html>")
    (tmp_path / "secret.txt").write_text("secret")
    client = create_app(replace(office.services, dist=site)).test_client()
    for path in ("/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/zh/../../secret.txt"):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert b"secret" not in answer.data


def test_the_demos_link_is_for_an_advisor_of_the_first_dealer(office: Running) -> None:
    with office.store.reading() as reading:
        rows = dict(reading.rows("user"))
    assert rows[first_advisor(office.store) or ""]["dealer"] == "D01"
