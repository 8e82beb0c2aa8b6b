"""The rules file: what is in it, and how a mistake in it is told."""

from __future__ import annotations

import hashlib

import pytest

from leadpwa.domain.rules import Rules, load_rules, rules_from, to_wire
from leadpwa.errors import RulesError
from tests.domain.other_language import ROOT

FILE = ROOT / "content" / "rules.toml"


def test_a_number_is_found_by_its_path(rules: Rules) -> None:
    assert rules.value("board.sales_cycle_days") == 56
    assert rules.value("stars.gates.0.cap") == 5
    assert rules.value("classes.B.nurture_days") == 7
    assert rules.value("consent.wording") == "2026-1"
    assert set(rules.value("week")) == {"new_names_weekday", "new_names_hour"}
    assert rules.source("stars.gates.0.cap") == "ours"
    assert rules.source("board.probability.p25") == "seed"
    assert rules.source("consent.wording") is None


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("board.sales_cycle", "did you mean 'sales_cycle_days'?"),
        ("bored.grace_days", "did you mean 'board'?"),
        ("stars.gates.9.cap", "entries: 0–3"),
        ("stars.gates.4.cap", "entries: 0–3"),
        ("week.zzz", "rules.toml has no 'week.zzz'; here stand: new_names_weekday, new_names_hour"),
        ("version.x", "'x' is one step too many"),
        ("pareto.zzz", "here stand: share"),
    ],
)
def test_a_path_that_leads_nowhere_says_what_is_there(rules: Rules, path: str, said: str) -> None:
    with pytest.raises(RulesError, match="has no") as raised:
        rules.value(path)
    assert said in str(raised.value)


def test_the_hash_is_that_of_the_file(rules: Rules) -> None:
    assert load_rules(FILE).hash == rules.hash == hashlib.sha256(FILE.read_bytes()).hexdigest()
    assert to_wire(rules)["hash"] == rules.hash


def test_what_the_wire_carries_makes_the_same_rules(rules: Rules) -> None:
    assert rules_from(to_wire(rules)["rules"], hash=rules.hash) == rules


def test_the_rules_cannot_be_changed(rules: Rules) -> None:
    with pytest.raises(AttributeError):
        rules.board.grace_days = 4  # type: ignore[misc]
    with pytest.raises(TypeError):
        rules.schemes["A-E"] = ()  # type: ignore[index]
