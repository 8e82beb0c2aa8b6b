"""Every address of the site, the view that answers it, and a key that changes when its answer may."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from leadpwa.site.model import Site, hashed
from leadpwa.site.order import Shelf
from leadpwa.site.pages import Facts


@dataclass(frozen=True, slots=True)
class Route:
    """`url` is the address below the base with a slash before it, as the frozen app knows it; `group` its bundle, empty
    where phones don't keep it."""

    url: str
    endpoint: str
    key: str
    group: str
    values: dict[str, str] = field(default_factory=dict)


def page_routes(site: Site) -> Iterator[Route]:
    """Every HTML page."""
    every = hashed(
        site.stamp,
        site.glossary_stamp,
        *(page.key for shelf in site.library.shelves.values() for page in shelf.pages),
    )
    yield Route("/", "choose", site.stamp, "shell")
    yield Route("/404.html", "missing", site.stamp, "shell")
    yield Route("/app/", "app_shell", site.stamp, "app")
    for language in site.languages:
        yield Route(f"/{language}/", "home", every, f"{language}-home", {"language": language})
        if site.glossaries[language].terms:
            values = {"language": language}
            yield Route(f"/{language}/glossary/", "glossary", every, f"{language}-home", values)
        if site.library.shelf(language, "training").pages:
            yield Route(f"/{language}/marks/", "marks", every, f"{language}-home", {"language": language})
        for section in site.sections:
            yield from _section_routes(site, language, section)


def _section_routes(site: Site, language: str, section: str) -> Iterator[Route]:
    shelf = site.library.shelf(language, section)
    group = f"{language}-{section}"
    values = {"language": language, "section": section}
    yield Route(
        f"/{language}/{section}/", "section", hashed(site.stamp, *map(_row, shelf.pages)), group, values
    )
    count = str(len(shelf.pages))
    window: tuple[str, int] = ("", -1)
    for page in shelf.pages:
        around = shelf.around(page)
        if around[0].order != window[1]:
            window = hashed(*map(_row, around)), around[0].order
        yield _page_route(site, language, page, _neighbours(shelf, page), window[0], count)
    for page in _untranslated(site, section, shelf):
        yield _page_route(site, language, page, "", "", count)


def _page_route(site: Site, language: str, page: Facts, neighbours: str, window: str, count: str) -> Route:
    twins = ",".join(code for code in site.languages if site.library.translation(page, code))
    sizes = site.picture_hashes.get(f"{page.language}/{page.section}", "")
    key = hashed(site.stamp, page.key, neighbours, window, count, twins, sizes)
    values = {"language": language, "section": page.section, "slug": page.slug}
    url = f"/{language}/{page.section}/{page.slug}/"
    return Route(url, "page", key, f"{language}-{page.section}", values)


def _untranslated(site: Site, section: str, shelf: Shelf) -> Iterator[Facts]:
    seen = {page.slug for page in shelf.pages}
    for code in site.languages:
        for page in site.library.shelf(code, section).pages:
            if page.slug not in seen:
                seen.add(page.slug)
                yield page


def _neighbours(shelf: Shelf, page: Facts) -> str:
    return "|".join(_row(other) for other in (shelf.before(page), shelf.after(page)) if other)


def _row(page: Facts) -> str:
    changed = page.changes[-1].what if page.changes else ""
    return f"{page.order} {page.slug} {page.title} {page.summary} {page.version} {page.owner} {page.minutes} {changed}"
