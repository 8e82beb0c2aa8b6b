"""The rules file: what is in it, and how a mistake in it is told."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from leadpwa.domain.rules import Rules, load_rules, rules_from, to_wire
from leadpwa.errors import RulesError
from tests.domain.other_language import ROOT

FILE = ROOT / "content" / "rules.toml"


def spoilt(tmp_path: Path, old: str, new: str) -> str:
    """What is said of the file with one thing changed."""
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "rules.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulesError) as raised:
        load_rules(file)
    return str(raised.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("grace_days =", "grace_day =", "board.grace_day: no such key. Take it out, or mend its spelling"),
        ("sales_cycle_days = ", "# ", "board.sales_cycle_days: is missing. Add it"),
        ('class = "C"', 'class = "F"', "scheme A-E has no class C"),
        ('class = "B"\nupto', 'class = "A"\nupto', "schemes.A-E: names a class twice"),
        ('value = 3, unit = "months"', 'value = 7, unit = "months"', "its bounds do not rise: [1, 7, 6, 12]"),
        ('upto = { value = 6, unit = "months"', 'upto = { value = 6, unit = "days"', "mixes months and days"),
        ('upto = { value = 12, unit = "months", source = "seed" }\n', "", "its class D has no bound"),
        (
            'class = "E"\n',
            'class = "E"\nupto = { value = 30, unit = "months", source = "ours" }\n',
            "has a bound",
        ),
        ("dispatch = true", 'dispatch = "yes"', "schemes.A-E.0.dispatch"),
        ("dispatch = true", "dispatch = false", "dispatches a far class and not a nearer one"),
        (
            "answer_months = { value = 1,",
            "answer_weeks = { value = 1,",
            "schemes.A-E.0.answer_weeks: no such key",
        ),
        ('scheme = "A-E"', 'scheme = "B-D"', "there is no scheme 'B-D'. Choose one of: A-E, H-C"),
        ("value = 56,", "value = 0,", "board.sales_cycle_days: has the value 0. Write a whole number from 1"),
        ("value = 56,", "value = 5.5,", "board.sales_cycle_days: has the value 5.5"),
        ("value = 56,", "value = true,", "board.sales_cycle_days: has the value True"),
        ('value = 56, unit = "days"', 'value = 56, unit = "weeks"', 'Its unit must be "days"'),
        ('value = 56, unit = "days", source = "ours"', 'value = 56, unit = "days"', "has no source"),
        (
            'value = 56, unit = "days", source = "ours"',
            'value = 56, unit = "days", source = "me"',
            "source 'me'",
        ),
        (
            "sales_cycle_days = { value = 56,",
            "sales_cycle_days = { size = 1, value = 56,",
            "unknown key 'size'",
        ),
        ('{ value = 56, unit = "days", source = "ours" }', "56", "must say value, unit and source"),
        ("at_least = { value = 900", "at_least = { value = 950", "gates.at_least must fall"),
        ("cap = { value = 4", "cap = { value = 5", "gates.cap must fall"),
        ("at_least = { value = 100", "at_least = { value = 120", "steps.at_least must fall"),
        ("less = { value = 1", "less = { value = 2", "steps.less"),
        ("p50 = { value = 50", "p50 = { value = 95", "must rise from column to column"),
        ("second_days = { value = 30", "second_days = { value = 3", "second_days must be above first_days"),
        ("[pareto]", "[pareto", "is no TOML"),
        ("version", "data = 1\nversion", "data: no such key"),
    ],
)
def test_a_mistake_names_the_key_and_the_mend(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in spoilt(tmp_path, old, new)


def test_a_mistake_names_file_and_line(tmp_path: Path) -> None:
    said = spoilt(tmp_path, "value = 56,", "value = 0,")
    line = 1 + FILE.read_text(encoding="utf-8").splitlines().index(
        'sales_cycle_days = { value = 56, unit = "days", source = "ours" }'
    )
    assert said.startswith(f"{tmp_path / 'rules.toml'}:{line}: ")


def test_a_file_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="can't be read"):
        load_rules(tmp_path / "none.toml")


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
    assert rules.hash == hashlib.sha256(FILE.read_bytes()).hexdigest()
    assert to_wire(rules)["hash"] == rules.hash


def test_what_the_wire_carries_makes_the_same_rules(rules: Rules) -> None:
    assert rules_from(to_wire(rules)["rules"], hash=rules.hash) == rules


def test_the_rules_cannot_be_changed(rules: Rules) -> None:
    with pytest.raises(AttributeError):
        rules.board.grace_days = 4  # type: ignore[misc]
    with pytest.raises(TypeError):
        rules.schemes["A-E"] = ()  # type: ignore[index]
