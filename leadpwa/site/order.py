"""Pages in their order: what stands before and after each, and which of a long section its list shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise

from leadpwa.site.pages import Facts
from leadpwa.site.problems import Problem

# A page's own list of its section stays this long: with all of them in each page the output would grow as n².
# It moves on by half at a time, so that neighbours share one.
WINDOW = 40


@dataclass(frozen=True)
class Shelf:
    """The pages of one section in one language, in order."""

    language: str
    section: str
    pages: tuple[Facts, ...]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {page.slug: index for index, page in enumerate(self.pages)}

    def before(self, page: Facts) -> Facts | None:
        """The page before it."""
        index = self._places[page.slug]
        return self.pages[index - 1] if index else None

    def after(self, page: Facts) -> Facts | None:
        """The page after it."""
        index = self._places[page.slug]
        return self.pages[index + 1] if index + 1 < len(self.pages) else None

    def around(self, page: Facts) -> tuple[Facts, ...]:
        """The section, or where it is long the part of it around the page."""
        if len(self.pages) <= WINDOW:
            return self.pages
        half = WINDOW // 2
        start = (self._places[page.slug] // half) * half - half // 2
        start = min(max(start, 0), len(self.pages) - WINDOW)
        return self.pages[start : start + WINDOW]

    def find(self, slug: str) -> Facts | None:
        """The page of that name."""
        index = self._places.get(slug)
        return None if index is None else self.pages[index]

    def place_of(self, page: Facts) -> int:
        """The how-manieth it is, from 1."""
        return self._places[page.slug] + 1

    @property
    def minutes(self) -> int:
        """How long all of it takes to read."""
        return sum(page.minutes for page in self.pages)


@dataclass(frozen=True)
class Library:
    """Every shelf, by language and section."""

    shelves: Mapping[tuple[str, str], Shelf] = field(default_factory=dict)

    def shelf(self, language: str, section: str) -> Shelf:
        """The shelf, empty where there are no pages."""
        return self.shelves.get((language, section), Shelf(language, section, ()))

    def translation(self, page: Facts, language: str) -> Facts | None:
        """The same page in the other language."""
        return self.shelf(language, page.section).find(page.slug)


# What a page says the same of itself in each language.
_SAME = ("order", "version", "effective")
# The line of a page's file on which a field of its front matter stands.
LineOf = Callable[[Facts, str], int]


def in_order(pages: Iterable[Facts], line_of: LineOf) -> tuple[Library, list[Problem]]:
    """The library, and what is wrong with its order or between its languages."""
    by_shelf: dict[tuple[str, str], list[Facts]] = {}
    for page in pages:
        by_shelf.setdefault((page.language, page.section), []).append(page)
    problems: list[Problem] = []
    shelves = {}
    for (language, section), found in by_shelf.items():
        found.sort(key=lambda page: (page.order, page.slug))
        for one, other in pairwise(found):
            if one.order == other.order:
                what = f"has the order {other.order}, and so has {one.slug}.md"
                mend = "Give each page of a section its own number."
                problems.append(Problem(other.file, line_of(other, "order"), what, mend))
        shelves[language, section] = Shelf(language, section, tuple(found))
    library = Library(shelves)
    return library, problems + _between_languages(library, line_of)


def overdue(library: Library, today: date | None, line_of: LineOf) -> list[Problem]:
    """Hints at the pages whose day of review is over."""
    return [
        Problem(
            page.file,
            line_of(page, "review"),
            f"should have been reviewed by {page.review}",
            f"Let {page.owner} read it over, then set review: to the next day.",
            hint=True,
        )
        for shelf in library.shelves.values()
        for page in shelf.pages
        if today is not None and page.review < today
    ]


def _between_languages(library: Library, line_of: LineOf) -> list[Problem]:
    problems = []
    languages = sorted({language for language, _ in library.shelves})
    for shelf in library.shelves.values():
        for page in shelf.pages:
            for language in languages:
                twin = library.translation(page, language)
                if twin is None:
                    what, mend = (
                        f"has no page in '{language}'",
                        "Translate it; until then readers get this one.",
                    )
                    problems.append(Problem(page.file, 1, what, mend, hint=True))
                elif language > page.language:
                    for field in _SAME:
                        own, other = getattr(twin, field), getattr(page, field)
                        if own != other:
                            what = f"has {field} {own}, {page.file} has {other}"
                            line = line_of(twin, field)
                            problems.append(Problem(twin.file, line, what, "Make both the same."))
    return problems
