"""Where a city is, for leads that name no place of their own (docs/rules.md 5)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from leadpwa.domain.lead import Lead, Place, read_place
from leadpwa.domain.problems import InvalidInput
from leadpwa.domain.reader import Reader
from leadpwa.domain.words import folded
from leadpwa.errors import RulesError

CITY = "市"


def load_cities(path: Path | str) -> Mapping[str, Place]:
    """The places of `cities.toml` by name, name with 市, and pinyin, each folded.

    A spelling that two cities share (suzhou: 苏州, 宿州) names neither: HQ chooses by hand.

    Raises RulesError for a file that can't be read or is no TOML, and an entry without a name, pinyin, latitude or
    longitude.
    """
    try:
        file = Reader(tomllib.loads(Path(path).read_text(encoding="utf-8")))
    except OSError as error:
        mend = "Run this in the project's folder, or name that folder in LEADPWA_ROOT"
        raise RulesError(f"{path}: can't be read ({error.strerror}). {mend}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RulesError(f"{path}: is no TOML: {error}. Mend that line") from None
    cities: dict[str, Place] = {}
    spelt: dict[str, list[Place]] = {}
    for row in file.rows("city"):
        row.needs("name", "pinyin", "lat", "lon")
        name, pinyin, place = row.text("name"), row.text("pinyin"), read_place(row)
        if row.problems or name is None or pinyin is None or place is None:
            raise RulesError(f"{path}: {InvalidInput(row.problems)}. Mend that entry")
        for key in (name, name + CITY):
            cities[folded(key)] = place
        spelt.setdefault(folded(pinyin), []).append(place)
    return {pinyin: places[0] for pinyin, places in spelt.items() if len(places) == 1} | cities


def place_of(lead: Lead, cities: Mapping[str, Place]) -> Place | None:
    """The lead's own place, else its city's; None where neither is known."""
    if lead.place is not None:
        return lead.place
    return cities.get(folded(lead.city)) if lead.city else None
