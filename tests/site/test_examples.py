"""A worked example says by which version of the rules it was worked out, so that an old page gives itself away."""

from __future__ import annotations

import re

import pytest

from leadpwa.domain.rules import load_rules
from leadpwa.site.calls import Calls
from leadpwa.site.settings import load_frame
from tests.site.small_site import ROOT

EXAMPLES = {
    "example_classify": {"on": "2026-11-24", "window": "B"},
    "example_reply": {"dispatched_at": "2026-11-24T17:50:00+08:00"},
    "example_month": {},
    "example_ratio": {"prospects": 20, "closes": 4},
}


@pytest.mark.parametrize(("language", "said"), [("zh", "规则版本 "), ("en", "Rules version ")])
def test_every_example_names_the_version_and_the_file_that_it_was_worked_out_by(
    language: str, said: str
) -> None:
    rules = load_rules(ROOT / "content" / "rules.toml")
    words = load_frame(ROOT / "site").words[language]
    functions = Calls(rules, words, language, ROOT / "site" / "templates").functions()
    assert set(EXAMPLES) == {name for name in functions if name.startswith("example_")}
    for name, arguments in EXAMPLES.items():
        text = re.sub(r"<[^>]*>", "", str(functions[name](**arguments)))
        assert f"{said}{rules.version}" in text, name
        assert rules.hash[:8] in text, name
