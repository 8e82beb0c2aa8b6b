"""The few numbers that the phone's code types beside their home: changing one without the other fails here."""

from __future__ import annotations

import re
from pathlib import Path

from leadpwa.domain.rules import load_rules
from leadpwa.sync import shapes
from tests.builders import ROOT

PWA = ROOT / "leadpwa" / "pwa"


def _number(file: Path, pattern: str) -> int:
    found = re.search(pattern, file.read_text(encoding="utf-8"))
    assert found is not None, f"{file.name} has no {pattern}"
    return int(found[1].replace("_", ""))


def test_the_phone_shows_an_unknown_record_after_the_days_that_the_lesson_prints() -> None:
    days = _number(PWA / "sync" / "entries.ts", r"UNKNOWN_MS = (\d+) \* 24 \* 3_600_000")
    assert days == load_rules(ROOT / "content" / "rules.toml").phone.retry_show_days


def test_the_form_takes_as_much_as_the_wire_does() -> None:
    form = PWA / "views" / "log" / "form.ts"
    assert _number(form, r"\bnote: (\d+)") == shapes.MOST_OF_A_NOTE
    for name in ("name", "wechat", "email", "company", "city"):
        assert _number(form, rf"\b{name}: (\d+)") == shapes.MOST_OF_A_NAME
