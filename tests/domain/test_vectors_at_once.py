"""The hand-written cases of a file in one go and in Python alone: what a mutant is put to first (`make mutants`)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leadpwa.domain.rules import Rules
from tests.domain import asks
from tests.domain.conftest import changed
from tests.domain.test_vectors import FOLDER, held


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.json")), ids=lambda file: file.stem)
def test_the_written_cases_of_a_file_hold(file: Path, rules: Rules) -> None:
    for case in json.loads(file.read_text(encoding="utf-8")):
        by = changed(rules, case["rules"]) if "rules" in case else rules
        assert held(asks.answer(case["ask"], case["in"], by), case["out"]), case["why"]
