"""The list of cities."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from leadpwa.domain.cities import load_cities, place_of
from leadpwa.domain.dispatch import metres_between
from leadpwa.domain.lead import Lead, Place
from leadpwa.domain.rules import Rules
from leadpwa.errors import RulesError
from tests.domain.other_language import ROOT

Cities = Mapping[str, Place]


@pytest.fixture
def cities() -> Cities:
    """The cities that ship."""
    return load_cities(ROOT / "content" / "cities.toml")


@pytest.mark.parametrize("city", ["成都", "成都市", "chengdu", "ChengDu", " CHENGDU "])
def test_a_city_is_found_by_name_with_and_without_its_suffix_and_by_pinyin(cities: Cities, city: str) -> None:
    assert place_of(Lead(city=city), cities) == Place(30.57, 104.07)


@pytest.mark.parametrize("city", ["suzhou", "taizhou", "yichun", "yulin", "fuzhou"])
def test_a_spelling_that_two_cities_share_names_neither(cities: Cities, city: str) -> None:
    assert place_of(Lead(city=city), cities) is None


def test_cities_that_share_a_spelling_are_found_by_name(cities: Cities) -> None:
    assert place_of(Lead(city="苏州"), cities) != place_of(Lead(city="宿州市"), cities)


def test_a_place_comes_before_the_city_and_an_unknown_city_is_no_place(cities: Cities) -> None:
    assert place_of(Lead(city="成都", place=Place(1, 2)), cities) == Place(1, 2)
    assert place_of(Lead(city="亚特兰蒂斯"), cities) is None
    assert place_of(Lead(), cities) is None


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
def test_cities_lie_where_they_lie(rules: Rules, cities: Cities, one: str, other: str, km: int) -> None:
    metres = metres_between(cities[one], cities[other], rules)
    assert abs(metres - km * 1000) < 10_000


def test_an_entry_that_lacks_something_is_named(tmp_path: Path) -> None:
    file = tmp_path / "cities.toml"
    file.write_text('city = [{ name = "甲", pinyin = "jia", lat = 91.0 }]', encoding="utf-8")
    with pytest.raises(RulesError, match=r"city\[0\].lon is needed"):
        load_cities(file)


def test_a_file_of_cities_that_is_no_toml_or_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "cities.toml"
    with pytest.raises(RulesError, match=r"can't be read .* Run this in the project's folder"):
        load_cities(file)
    file.write_text("[city", encoding="utf-8")
    with pytest.raises(RulesError, match=r"is no TOML: .* Mend that line"):
        load_cities(file)
