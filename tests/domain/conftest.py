"""One Node for the session, the rules that ship, how many examples are made, and what was counted.

`LEADPWA_EXAMPLES`: `quick` unless set, `soak` for many questions, `mutants` for few and without Node (`make mutants`).
"""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from leadpwa.domain.rules import Rules, load_rules, rules_from
from tests.domain import asks
from tests.domain.other_language import ROOT, OtherLanguage

QUICK, SOAK, MUTANTS = 120, 2_000, 20
PROFILE = os.environ.get("LEADPWA_EXAMPLES", "quick")
settings.register_profile("quick", max_examples=QUICK, deadline=None, suppress_health_check=list(HealthCheck))
settings.register_profile("soak", settings.get_profile("quick"), max_examples=SOAK)
settings.register_profile(
    "mutants",
    settings.get_profile("quick"),
    max_examples=MUTANTS,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile(PROFILE)

Both = Callable[..., Any]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With a mutant, the written cases come first: one of them ends the run sooner than a property does."""
    if PROFILE == "mutants":
        items.sort(
            key=lambda item: (item.path.name != "test_vectors_at_once.py", "hypothesis" in item.keywords)
        )


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The rules that ship."""
    return load_rules(ROOT / "content" / "rules.toml")


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OtherLanguage]:
    """TypeScript."""
    language = OtherLanguage(tmp_path_factory.mktemp("rules"))
    yield language
    language.close()


@pytest.fixture(scope="session")
def both(rules: Rules, other: OtherLanguage) -> Both:
    """Asks both languages, holds that they answer alike, and gives the answer."""
    made: dict[str, Rules] = {"{}": rules}

    def ask(question: str, given: dict[str, Any], changes: dict[str, Any] | None = None) -> Any:
        name = json.dumps(changes or {}, sort_keys=True)
        if name not in made:
            made[name] = changed(rules, changes or {})
        mine = asks.answer(question, given, made[name])
        if PROFILE == "mutants":
            return mine
        theirs = other.ask(question, given, made[name], name)
        assert mine == theirs, f"{question} {json.dumps(given, ensure_ascii=False)}"
        return mine

    return ask


@pytest.fixture(autouse=True)
def counted(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Iterator[None]:
    """Notes how many questions a test put to both languages."""
    if "both" not in request.fixturenames:
        yield
        return
    language: OtherLanguage = request.getfixturevalue("other")
    before = language.asked
    yield
    record_property("questions", language.asked - before)


def changed(rules: Rules, changes: dict[str, Any]) -> Rules:
    """The rules with other numbers at dotted paths."""
    data = copy.deepcopy(rules.data)
    for path, value in changes.items():
        here: Any = data
        *steps, last = path.split(".")
        for step in steps:
            here = here[int(step)] if isinstance(here, list) else here[step]
        if isinstance(here[last], dict):
            here[last]["value"] = value
        else:
            here[last] = value
    return rules_from(data)
