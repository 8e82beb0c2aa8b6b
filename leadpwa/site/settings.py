"""`site/site.toml` and `site/words.toml`: where the site stands, what it consists of, and the words of its frame."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from leadpwa.errors import ContentError

Named = Mapping[str, str]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Section(_Strict):
    """A folder of pages in each language; `numbered` gives its headings the page's number."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    icon: str
    numbered: bool
    name: dict[str, str]
    about: dict[str, str]
    read_first: list[str]


class Settings(_Strict):
    """`base` begins and ends with a slash; `api_origin` empty means the pages' own origin."""

    base: str
    api_origin: Annotated[str, Field(pattern=r"^(https?://[^/\s]+)?$")]
    url: Annotated[str, Field(pattern=r"^(https?://[^\s]*[^/\s])?$")]
    languages: Annotated[list[str], Field(min_length=1)]
    title: dict[str, str]
    sections: Annotated[list[Section], Field(min_length=1)]

    @field_validator("base")
    @classmethod
    def _slashes(cls, value: str) -> str:
        if not (value.startswith("/") and value.endswith("/")):
            raise ValueError('must begin and end with "/"')
        return value


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
    text, data = read_toml(path)
    try:
        settings = Settings.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(step) for step in first["loc"])
        line = line_of_key(text, str(first["loc"][-1]))
        raise ContentError(path, line, f"{key}: {first['msg']}", "Mend that key.") from None
    for names in (
        settings.title,
        *(s.name for s in settings.sections),
        *(s.about for s in settings.sections),
    ):
        for language in settings.languages:
            if language not in names:
                raise ContentError(
                    path, 1, f"a name lacks its {language} words", f"Write {language} = … there."
                )
    return settings


def _words(path: Path, languages: list[str]) -> Mapping[str, Named]:
    text, data = read_toml(path)
    keys = {key for language in languages for key in data.get(language, {})}
    for language in languages:
        lacking = sorted(keys - set(data.get(language, {})))
        if lacking:
            line = line_of_key(text, f"[{language}]")
            raise ContentError(path, line, f"[{language}] lacks '{lacking[0]}'", "Write it in each language.")
    return {language: data[language] for language in languages}


def read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """The file's text and data; ContentError where it is not there or no TOML."""
    try:
        text = path.read_text("utf-8-sig")
        return text, tomllib.loads(text)
    except OSError as error:
        raise ContentError(path, 1, f"can't be read ({error.strerror})", "Put the file there.") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ContentError(path, 1, f"is no TOML: {error}", "Mend the line that it names.") from None


def line_of_key(text: str, key: str) -> int:
    """The first line that begins with the key, counted from 1; 1 where none does."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith(key):
            return number
    return 1
