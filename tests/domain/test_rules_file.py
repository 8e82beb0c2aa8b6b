"""How a mistake in the rules file is told: file, line, key, what is wrong, the mend (`mistakes.json` has them)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from leadpwa.domain.rules import Rules, load_rules, rules_from
from leadpwa.domain.rules_file import line_of
from leadpwa.errors import RulesError
from tests.domain.other_language import ROOT

FILE = ROOT / "content" / "rules.toml"
MISTAKES = json.loads(Path(__file__).with_name("mistakes.json").read_text(encoding="utf-8"))


def spoilt(tmp_path: Path, old: str, new: str) -> str:
    """What is said of the file with one thing changed."""
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "rules.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulesError) as raised:
        load_rules(file)
    return str(raised.value)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["said"])
def test_a_mistake_names_the_key_and_the_mend(tmp_path: Path, mistake: dict[str, str]) -> None:
    told = spoilt(tmp_path, mistake["for"], mistake["write"])
    said = mistake["said"].removesuffix("…")
    shape = rf"{re.escape(str(tmp_path / 'rules.toml'))}(:[0-9]+)?: {re.escape(said)}"
    assert re.fullmatch(f"{shape}.+ Mend that line" if mistake["said"].endswith("…") else shape, told), told


@pytest.mark.parametrize(
    "name", ["a-e", "A-e", "a-E", "AA-E", "A-EE", "A–E", "Ａ-Ｅ", "AE", "H-C", "A-D", "B-E", ""]
)
def test_a_scheme_is_named_for_the_classes_that_it_holds(rules: Rules, name: str) -> None:
    data = dict(rules.data)
    data["schemes"] = {name: data["schemes"]["A-E"]}
    data["scheme"] = name
    with pytest.raises(RulesError) as raised:
        rules_from(data)
    what = "has no class H" if name == "H-C" else "holds A, B, C, D, E"
    mend = "A scheme is named for its first and last class; write them all"
    assert str(raised.value) == f"rules: schemes: scheme {name} {what}. {mend}"


def test_two_classes_are_enough(rules: Rules) -> None:
    data = dict(rules.data)
    near, *_, far = data["schemes"]["A-E"]
    data["schemes"] = {"A-B": [near, {**far, "class": "B"}]}
    data["scheme"] = "A-B"
    assert [rule.letter for rule in rules_from(data).classes] == ["A", "B"]


SMALL = """\
version = "1"
[board]
grace_days = 1
[board.probability]
p25 = 1
[[stars.gates]]
cap = 5
[[stars.gates]]
cap = 4
[[schemes."A-E"]]
class = "A"
[week]
cap = 1
"""


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("version", 1),
        ("board.grace_days", 3),
        ("board.probability.p25", 5),
        ("stars.gates.0.cap", 7),
        ("stars.gates.1.cap", 9),
        ("stars.gates.7.cap", 9),
        ("stars.gates", 6),
        ("schemes.A-E.0.class", 11),
        ("schemes.A-E", 10),
        ("week.cap", 13),
        ("week.absent", 12),
        ("absent", None),
        ("", None),
    ],
)
def test_a_key_is_found_on_its_line_else_at_the_head_of_its_table(key: str, line: int | None) -> None:
    assert line_of(SMALL, key) == line


def test_a_table_may_stand_on_the_first_line() -> None:
    assert line_of("[week]\n", "week.cap") == 1
    assert line_of("", "week.cap") is None


def test_a_mistake_names_file_and_line(tmp_path: Path) -> None:
    said = spoilt(tmp_path, "value = 56,", "value = 0,")
    line = 1 + FILE.read_text(encoding="utf-8").splitlines().index(
        'sales_cycle_days = { value = 56, unit = "days", source = "ours" }'
    )
    assert said.startswith(f"{tmp_path / 'rules.toml'}:{line}: ")


def test_a_file_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="can't be read"):
        load_rules(tmp_path / "none.toml")
