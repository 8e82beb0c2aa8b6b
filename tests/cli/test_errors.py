"""What goes wrong is a sentence and an exit code, whatever it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from leadpwa.cli import doctor as doctor_module
from tests.cli.running import ROOT, in_words, run


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADPWA_ROOT", str(ROOT))
    monkeypatch.delenv("LEADPWA_DEBUG", raising=False)


def test_what_nobody_foresaw_is_a_sentence_too_and_debug_shows_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("leads")

    monkeypatch.setattr(doctor_module, "all_checks", broken)
    said = in_words("doctor", code=1)
    assert "KeyError: 'leads'" in said
    assert len(said.splitlines()) == 1
    monkeypatch.setenv("LEADPWA_DEBUG", "1")
    assert "Traceback" in run("doctor").stderr


@pytest.mark.parametrize(
    "command", [("serve", "--port", "0"), ("devices",), ("invite", "--role", "hq")], ids=lambda c: c[0]
)
def test_a_folder_without_a_store_is_exit_3_and_named(tmp_path: Path, command: tuple[str, ...]) -> None:
    said = in_words(*command, "--data", str(tmp_path / "none"), code=3)
    assert "leadpwa init" in said
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("damage", ["{", "[]", '{"version": 99}', ""])
@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("devices",)], ids=lambda c: c[0])
def test_a_damaged_or_newer_store_is_exit_3(tmp_path: Path, damage: str, command: tuple[str, ...]) -> None:
    assert run("demo", "--data", str(tmp_path)).exit_code == 0
    (tmp_path / "store.json").write_text(damage)
    in_words(*command, "--data", str(tmp_path), code=3)


def test_a_file_that_is_not_there_is_exit_1_and_named() -> None:
    assert "no-such.json" in in_words("explain", "no-such.json", code=1)


@pytest.mark.parametrize(
    "args", [(), ("explain",), ("nonsense",), ("shape", "--counts", "1,2"), ("--data", "x", "devices")]
)
def test_wrong_usage_is_exit_2(args: tuple[str, ...]) -> None:
    in_words(*args, code=2)


def test_json_is_utf_8_on_a_terminal_of_another_encoding() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "leadpwa", "config", "show", "--json"],
        env={**os.environ, "PYTHONIOENCODING": "gbk", "LEADPWA_DATA": "数据𠮷"},
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    values = {one["name"]: one["value"] for one in json.loads(shown.stdout.decode("utf-8"))}
    assert values["LEADPWA_DATA"] == "数据𠮷"


def test_words_on_a_terminal_that_lacks_the_letters_are_still_words() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "leadpwa", "config", "show"],
        env={**os.environ, "PYTHONIOENCODING": "gbk", "LEADPWA_DATA": "𠮷"},
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    assert b"LEADPWA_DATA             ?  (environment)" in done.stdout


def test_a_reader_that_goes_away_is_no_error_to_speak_of() -> None:
    command = f"{sys.executable} -m leadpwa config show | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, cwd=ROOT)
    assert "Traceback" not in done.stderr
    assert "can't be" not in done.stderr
