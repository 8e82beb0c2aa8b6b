"""Template calls say what the rules say, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leadpwa.domain.rules import Rules, load_rules
from leadpwa.site.calls import Calls
from leadpwa.site.settings import load_frame
from tests.site.small_site import ROOT


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules(ROOT / "content" / "rules.toml")


def calls(rules: Rules, language: str) -> Calls:
    return Calls(rules, load_frame(ROOT / "site").words[language], language, ROOT / "site" / "templates")


def words(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", markup)).strip()


SHORT = [
    ("rule", ("board.sales_cycle_days",), "56", "56"),
    ("percent", ("stars.gates.0.at_least",), "95%", "95%"),
    ("percent", ("board.probability.p25",), "25%", "25%"),
    ("ordinal", ("report.final_day",), "10 日", "10th"),
    ("fraction", ("ratio.thirds",), "三分之一", "one third"),
    ("one_in", ("ratio.closing",), "1 : 5", "1 in 5"),
    ("window", ("A",), "1 个月内", "within 1 month"),
    ("window", ("B",), "1–3 个月", "1–3 months"),
    ("window", ("E",), "12 个月以上", "over 12 months"),
    ("nurture", ("C",), "14", "14"),
    ("dispatched_classes", (), "A、B", "A and B"),
    ("nurtured_classes", (), "C、D、E", "C, D and E"),
    ("source", ("board.sales_cycle_days",), "本公司补充", "supplied by us"),
    ("source", ("dispatch.reply_days",), "原训练材料给出", "given in the original training material"),
]


@pytest.mark.parametrize(("name", "arguments", "zh", "en"), SHORT)
def test_a_call_prints_the_rule(
    rules: Rules, name: str, arguments: tuple[str, ...], zh: str, en: str
) -> None:
    assert str(calls(rules, "zh").functions()[name](*arguments)) == zh
    assert str(calls(rules, "en").functions()[name](*arguments)) == en


def test_an_answer_becomes_a_date_a_class_and_its_next_change(rules: Rules) -> None:
    text = words(calls(rules, "zh").example_classify(on="2026-11-24", window="B"))
    assert "记为 2027年2月24日" in text
    assert re.search(r"B 类；到 2027年1月24日自动成为 A 类", text)
    text = words(calls(rules, "en").example_classify(on="2026-11-24", expected_on="2026-12-31"))
    assert re.search(r"kept as 31 Dec, class B ; on 1 Dec it becomes class A", text)


def test_a_reply_is_timely_until_the_end_of_the_next_day(rules: Rules) -> None:
    text = words(calls(rules, "zh").example_reply(dispatched_at="2026-11-24T23:59:59+08:00"))
    assert "11月24日 周二 23:59 派发" in text
    assert "11月25日 24:00 前" in text
    assert "11月26日 00:00 起不算" in text


def test_the_worked_month_ends_in_the_stars_that_the_rules_give(rules: Rules) -> None:
    text = words(calls(rules, "en").example_month())
    assert "57 / 60" in text
    assert "up to 5 stars" in text
    assert "5 − 1: 4 stars" in text


def test_four_closes_of_twenty_leave_none(rules: Rules) -> None:
    assert "一位不剩" in words(calls(rules, "zh").example_ratio(prospects=20, closes=4))
    assert "5 are left" in words(calls(rules, "en").example_ratio(prospects=20, closes=3))


def test_every_table_has_as_many_cells_in_each_row(rules: Rules) -> None:
    for language in ("zh", "en"):
        functions = calls(rules, language).functions()
        for name in ("table_classes", "table_stars", "table_columns", "table_retention", "table_rates"):
            for table in re.findall(r"<table.*?</table>", str(functions[name]()), re.DOTALL):
                rows = [
                    len(re.findall(r"<t[hd][ >]", row))
                    for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
                ]
                assert len(set(rows)) == 1, (language, name, rows)
                assert rows[0] <= 4


def test_the_calls_that_the_pages_make_exist(rules: Rules) -> None:
    known = set(calls(rules, "zh").functions())
    for page in Path(ROOT / "content").rglob("*.md"):
        for called in re.findall(r"\{\{\s*([a-z_]+)\(", page.read_text("utf-8")):
            assert called in known, (page, called)


def test_the_guide_for_writers_names_every_call(rules: Rules) -> None:
    guide = (ROOT / "docs" / "authoring.md").read_text("utf-8")
    for name in calls(rules, "zh").functions():
        assert f"{{{{ {name}(" in guide, name
