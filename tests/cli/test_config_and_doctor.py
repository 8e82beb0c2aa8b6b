"""What holds here, where it comes from, and what is not well."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from leadpwa import config
from leadpwa.domain.rules import load_rules
from tests.cli.running import ROOT, asked, run

READ_HERE = re.compile(r"\bLEADPWA_[A-Z_]+\b")


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADPWA_ROOT", str(ROOT))


def findings(*args: str, code: int) -> dict[str, dict[str, Any]]:
    """What the doctor found, by name."""
    found = asked("doctor", *args, code=code)
    assert all(list(one) == ["check", "ok", "says", "mend"] for one in found)
    assert all((one["mend"] is None) == one["ok"] for one in found)
    return {one["check"]: one for one in found}


def a_demo(folder: Path) -> Path:
    """The data folder of a demo organisation."""
    asked("demo", "--data", str(folder))
    return folder


def a_built_site(folder: Path, monkeypatch: pytest.MonkeyPatch, rules_hash: str) -> None:
    """As much of a site as the doctor looks at."""
    (folder / "app").mkdir(parents=True)
    (folder / "app" / "build.json").write_text(json.dumps({"rules_hash": rules_hash}))
    monkeypatch.setenv("LEADPWA_DIST", str(folder))


def test_config_show_names_every_setting_that_the_program_reads() -> None:
    read = {
        name
        for file in (ROOT / "leadpwa").rglob("*.py")
        for name in READ_HERE.findall(file.read_text("utf-8"))
    }
    shown = {one["name"] for one in asked("config", "show")}
    assert read == {name for name in shown if name.startswith(config.PREFIX)}


def test_config_show_says_where_a_value_comes_from_and_hides_a_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LEADPWA_PUBLIC_URL", "https://user:secret@leads.example.com")
    shown = {one["name"]: one for one in asked("config", "show")}
    assert shown["LEADPWA_PUBLIC_URL"]["value"] == "https://user:…@leads.example.com"
    assert shown["LEADPWA_PUBLIC_URL"]["from"] == "environment"
    assert shown["LEADPWA_DATA"]["from"] == "default"
    assert shown["site.base"]["from"] == "site/site.toml"


def test_the_doctor_finds_nothing_where_all_is_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_built_site(tmp_path / "dist", monkeypatch, load_rules(ROOT / "content" / "rules.toml").hash)
    found = findings("--data", str(a_demo(tmp_path / "data")), code=0)
    assert "0 phones" in found["store"]["says"]


def test_a_site_built_by_other_rules_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_built_site(tmp_path / "dist", monkeypatch, "other")
    assert "leadpwa build" in findings(code=1)["site"]["mend"]


def test_a_folder_without_a_store_is_found_and_left_empty(tmp_path: Path) -> None:
    found = findings("--data", str(tmp_path / "none"), code=1)
    assert "leadpwa init" in found["store"]["mend"]
    assert not (tmp_path / "none").exists()


def test_a_damaged_store_is_a_finding_and_no_end(tmp_path: Path) -> None:
    data = a_demo(tmp_path / "data")
    (data / "store.json").write_text("{")
    assert not findings("--data", str(data), code=1)["store"]["ok"]


def test_keys_that_others_can_read_are_found(tmp_path: Path) -> None:
    data = a_demo(tmp_path / "data")
    (data / "keys.json").chmod(0o644)
    assert "chmod 600" in findings("--data", str(data), code=1)["secrets"]["mend"]


@pytest.mark.parametrize(
    ("address", "well"),
    [
        ("http://192.168.1.9:8000", False),
        ("leads.example.com", False),
        ("https://leads.example.com", True),
        ("http://127.0.0.1:8000", True),
    ],
)
def test_an_address_on_which_phones_keep_nothing_is_found(
    monkeypatch: pytest.MonkeyPatch, address: str, well: bool
) -> None:
    monkeypatch.setenv("LEADPWA_PUBLIC_URL", address)
    assert findings(code=1)["address"]["ok"] is well


def test_a_mistyped_setting_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADPWA_PUBLIK_URL", "https://leads.example.com")
    assert "LEADPWA_PUBLIK_URL" in findings(code=1)["settings"]["says"]


def test_in_words_each_finding_is_a_line_with_its_mend(tmp_path: Path) -> None:
    lines = run("doctor", "--data", str(tmp_path / "none")).stdout.splitlines()
    assert next(line for line in lines if line.startswith("NOT store")).endswith("to try things out.")
