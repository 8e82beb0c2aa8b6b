"""The few numbers that the phone's code types beside their home: changing one without the other fails here."""

from __future__ import annotations

import re
from pathlib import Path

from leadpwa.sync import mutation, shapes
from tests.builders import ROOT

PWA = ROOT / "leadpwa" / "pwa"


def _number(file: Path, pattern: str) -> int:
    found = re.search(pattern, file.read_text(encoding="utf-8"))
    assert found is not None, f"{file.name} has no {pattern}"
    return int(found[1].replace("_", ""))


def test_the_form_takes_as_much_as_the_wire_does() -> None:
    form = PWA / "views" / "log" / "form.ts"
    assert _number(form, r"MOST_FREE = (\d+)") == shapes.MOST_OF_A_NOTE
    assert _number(form, r"MOST_PLAIN = (\d+)") == shapes.MOST_OF_A_NAME


def test_the_phone_asks_consent_for_what_the_server_refuses_without_it() -> None:
    kinds = (PWA / "sync" / "kinds.ts").read_text(encoding="utf-8")
    listed = re.search(r"PERSONAL[^\[]*\[(.*?)\]", kinds, re.DOTALL)
    assert listed is not None
    # How they were addressed goes with the name, though nobody needs consent for it.
    assert set(re.findall(r'"(\w+)"', listed[1])) - {"title"} == mutation.PERSONAL - {"title"}
