"""Everything that the views print from, gathered before the first page is made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from leadpwa.domain.rules import Rules
from leadpwa.site.assets import Assets, Icons
from leadpwa.site.glossary import Glossary
from leadpwa.site.order import Library, Shelf
from leadpwa.site.pages import Facts, Rendered
from leadpwa.site.pictures import Size
from leadpwa.site.settings import Frame, Section


@dataclass(frozen=True)
class Site:
    """The whole site; `stamp` changes with anything but the pages themselves."""

    root: Path
    frame: Frame
    rules: Rules
    library: Library
    glossaries: Mapping[str, Glossary]
    synonyms: Sequence[Sequence[str]]
    pictures: Mapping[str, Size]
    assets: Assets
    icons: Icons
    has_worker: bool
    facts: bytes
    stamp: str
    glossary_stamp: str
    body_of: Callable[[Facts], Rendered]

    @property
    def base(self) -> str:
        return self.frame.settings.base

    @property
    def languages(self) -> list[str]:
        return self.frame.settings.languages

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        return {section.id: section for section in self.frame.settings.sections}

    def shelves(self, language: str) -> Mapping[str, Shelf]:
        """The shelves of a language by section."""
        return {id: self.library.shelf(language, id) for id in {"policy", "training", *self.sections}}

    @cached_property
    def picture_hashes(self) -> Mapping[str, str]:
        """By LANGUAGE/SECTION; each changes with the size of any picture there."""
        found: dict[str, list[str]] = {}
        for address, size in sorted(self.pictures.items()):
            place = address.removeprefix(f"{self.base}images/").rpartition("/")[0]
            found.setdefault(place, []).append(f"{address} {size}")
        return {place: hashed(*lines) for place, lines in found.items()}

    def asset(self, name: str) -> str:
        """The address of a file by its logical name; empty where there is none."""
        address = self.assets.names.get(name)
        return self.base + address if address else ""

    def shown(self, language: str, section: str, slug: str) -> Facts | None:
        """The page to show at an address: in that language, else, with a notice, in another."""
        for code in (language, *self.languages):
            page = self.library.shelf(code, section).find(slug)
            if page is not None:
                return page
        return None


def hashed(*parts: str) -> str:
    """A short name for all of the parts together."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]
