"""Every hand-written case, in both languages. `out` may leave keys out; the languages agree on all of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.domain.asks import ASKS
from tests.domain.conftest import Both
from tests.domain.other_language import ROOT

FOLDER = ROOT / "tests" / "vectors"
CASES = [
    pytest.param(case, id=f"{file.stem}-{n}")
    for file in sorted(FOLDER.glob("*.json"))
    for n, case in enumerate(json.loads(file.read_text(encoding="utf-8")))
]


@pytest.mark.parametrize("case", CASES)
def test_a_written_case_holds_in_both_languages(case: dict[str, Any], both: Both) -> None:
    answer = both(case["ask"], case["in"], case.get("rules"))
    assert held(answer, case["out"]), f"{case['why']}\n{json.dumps(answer, ensure_ascii=False, indent=1)}"


def test_every_case_says_why() -> None:
    for param in CASES:
        case: Any = param.values[0]
        assert case["why"].strip(), param.id
        assert set(case) <= {"why", "ask", "rules", "in", "out"}, param.id


def test_every_question_has_a_written_case() -> None:
    assert {param.values[0]["ask"] for param in CASES} == set(ASKS)  # type: ignore[index,call-overload]


def held(answer: Any, out: Any) -> bool:
    """Whether the answer has all that `out` says."""
    if isinstance(out, dict) and isinstance(answer, dict):
        return all(name in answer and held(answer[name], value) for name, value in out.items())
    return bool(answer == out)
