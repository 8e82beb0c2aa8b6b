"""The list of cities."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadpwa.domain.cities import load_cities, place_of
from leadpwa.domain.dispatch import metres_between
from leadpwa.domain.lead import Lead, Place
from leadpwa.domain.rules import Rules
from leadpwa.errors import RulesError
from tests.domain.other_language import ROOT

CITIES = load_cities(ROOT / "content" / "cities.toml")


@pytest.mark.parametrize("city", ["成都", "成都市", "chengdu", "ChengDu", " CHENGDU "])
def test_a_city_is_found_by_name_with_and_without_its_suffix_and_by_pinyin(city: str) -> None:
    assert place_of(Lead(city=city), CITIES) == Place(30.57, 104.07)


@pytest.mark.parametrize("city", ["suzhou", "taizhou", "yichun", "yulin", "fuzhou"])
def test_a_spelling_that_two_cities_share_names_neither(city: str) -> None:
    assert place_of(Lead(city=city), CITIES) is None


def test_cities_that_share_a_spelling_are_found_by_name() -> None:
    assert place_of(Lead(city="苏州"), CITIES) != place_of(Lead(city="宿州市"), CITIES)


def test_a_place_comes_before_the_city_and_an_unknown_city_is_no_place() -> None:
    assert place_of(Lead(city="成都", place=Place(1, 2)), CITIES) == Place(1, 2)
    assert place_of(Lead(city="亚特兰蒂斯"), CITIES) is None
    assert place_of(Lead(), CITIES) is None


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ("北京", "上海", 1068),
        ("北京", "天津", 110),
        ("上海", "杭州", 165),
        ("广州", "深圳", 104),
        ("成都", "重庆", 265),
    ],
)
def test_cities_lie_where_they_lie(rules: Rules, one: str, other: str, km: int) -> None:
    metres = metres_between(CITIES[one], CITIES[other], rules)
    assert abs(metres - km * 1000) < 10_000


def test_an_entry_that_lacks_something_is_named(tmp_path: Path) -> None:
    file = tmp_path / "cities.toml"
    file.write_text('city = [{ name = "甲", pinyin = "jia", lat = 91.0 }]', encoding="utf-8")
    with pytest.raises(RulesError, match=r"city\[0\].lon is needed"):
        load_cities(file)
