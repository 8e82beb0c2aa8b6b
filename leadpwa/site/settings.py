"""`site/site.toml` and `site/words.toml`: where the site stands, what it consists of, and the words of its frame."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, RootModel, field_validator

from leadpwa.errors import ContentError
from leadpwa.site.toml_file import Closed, line_of, read_as

Named = Mapping[str, str]
_Said = Annotated[str, Field(min_length=1)]
# Pages of a language that are no section's.
_PAGES = {"glossary", "marks"}


class Section(Closed):
    """A folder of pages in each language; `numbered` gives its headings the page's number."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    icon: str
    numbered: bool
    name: dict[str, _Said]
    about: dict[str, _Said]
    read_first: list[str]


class Settings(Closed):
    """`base` begins and ends with a slash; `api_origin` empty means the pages' own origin."""

    base: Annotated[str, Field(pattern=r"^/([A-Za-z0-9._~-]+/)*$")]
    api_origin: Annotated[str, Field(pattern=r"^(https?://[^/\s]+)?$")]
    url: Annotated[str, Field(pattern=r"^(https?://[^\s]*[^/\s])?$")]
    languages: Annotated[list[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]], Field(min_length=1)]
    title: dict[str, _Said]
    sections: Annotated[list[Section], Field(min_length=1)]

    @field_validator("languages")
    @classmethod
    def _each_once(cls, value: list[str]) -> list[str]:
        if len(set(value)) < len(value) or "app" in value:
            raise ValueError("each language once, and none called app")
        return value

    @field_validator("sections")
    @classmethod
    def _own_folders(cls, value: list[Section]) -> list[Section]:
        ids = [section.id for section in value]
        if len(set(ids)) < len(ids) or _PAGES & set(ids):
            raise ValueError(
                f"each id once, and none of {', '.join(sorted(_PAGES))}: they have their own pages"
            )
        return value


class _Words(RootModel[dict[str, dict[str, _Said]]]):
    """The words of each language."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The settings, the frame's words by language, and a hash that changes with either."""

    settings: Settings
    words: Mapping[str, Named]
    hash: str


def load_frame(site: Path) -> Frame:
    """Reads both files.

    Raises ContentError with file, line and mend for what is missing, unknown or not the same in each language.
    """
    settings = _settings(site / "site.toml")
    words = _words(site / "words.toml", settings.languages)
    digest = hashlib.sha256((site / "site.toml").read_bytes() + (site / "words.toml").read_bytes())
    return Frame(settings, words, digest.hexdigest())


def _settings(path: Path) -> Settings:
    text, settings = read_as(Settings, path, "Mend that key.")
    names: list[tuple[tuple[str | int, ...], Named]] = [(("title",), settings.title)]
    for index, section in enumerate(settings.sections):
        names += [(("sections", index, "name"), section.name), (("sections", index, "about"), section.about)]
    for place, words in names:
        for language in settings.languages:
            if language not in words:
                what = f"{place[-1]} lacks its {language} words"
                raise ContentError(path, line_of(text, place), what, f"Write {language} = … there.")
    return settings


def _words(path: Path, languages: list[str]) -> Mapping[str, Named]:
    text, read = read_as(_Words, path, "Write words in quotes, below the language that they are of.")
    words = read.root
    for language in languages:
        if language not in words:
            raise ContentError(path, 1, f"has no [{language}]", "Write every word in each language.")
    keys = {key for language in languages for key in words[language]}
    for language in languages:
        lacking = sorted(keys - set(words[language]))
        if lacking:
            what = f"[{language}] lacks '{lacking[0]}'"
            raise ContentError(path, line_of(text, (language,)), what, "Write it in each language.")
    return {language: words[language] for language in languages}
