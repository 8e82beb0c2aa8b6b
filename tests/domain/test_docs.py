"""docs/rules.md against the code and the rules file: it cannot drift."""

from __future__ import annotations

import re

from leadpwa.domain.rules import Rules
from tests.domain.other_language import ROOT

TEXT = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
SECTIONS = set(re.findall(r"^## (\d+) ", TEXT, re.MULTILINE))
CODE = [*(ROOT / "leadpwa" / "domain").glob("*.py"), *(ROOT / "leadpwa" / "pwa" / "domain").glob("*.ts")]


def test_every_section_that_code_names_is_there_and_each_is_named() -> None:
    named = {
        number
        for file in CODE
        for cited in re.findall(r"docs/rules\.md ([\d and]+)", file.read_text(encoding="utf-8"))
        for number in re.findall(r"\d+", cited)
    }
    assert named == SECTIONS


def test_every_number_that_it_tells_is_that_of_the_file(rules: Rules) -> None:
    told = re.findall(r"\*\*`([a-z_.0-9]+)`\*\*,? \((\d+)\)", TEXT)
    assert len(told) > 10
    for path, number in told:
        assert rules.value(path) == int(number), path


def test_every_key_that_it_names_is_in_the_file(rules: Rules) -> None:
    for path in re.findall(r"\*\*`([a-z_]+\.[a-z_.]+)`\*\*", TEXT):
        if not path.endswith(".*"):
            rules.value(path)


def test_both_languages_have_the_same_modules() -> None:
    python = {file.stem for file in CODE if file.suffix == ".py"} - {"__init__", "rules_file", "rules_parts"}
    assert {file.stem for file in CODE if file.suffix == ".ts"} == python
