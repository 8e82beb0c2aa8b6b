"""Broken links as problems of the files that people write."""

from __future__ import annotations

from leadpwa.site.links import Broken, broken_links
from leadpwa.site.model import Site
from leadpwa.site.pages import Facts
from leadpwa.site.problems import Problem
from leadpwa.site.read import Reader
from leadpwa.site.stage import Stage


def check_links(site: Site, stage: Stage, reader: Reader) -> list[Problem]:
    """Every link, anchor and image of the frozen pages that leads nowhere, by file and line."""
    base = site.base
    outlines = {base + url[1:]: frozen.outline for url, frozen in stage.now.items() if frozen.outline}
    files = [base + url[1:] for url in stage.now]
    broken = broken_links(outlines, files, lambda path: path.startswith(f"{base}api/"))
    pages = {base + page.place: page for shelf in site.library.shelves.values() for page in shelf.pages}
    found: set[Problem] = set()
    for each in broken:
        page = pages.get(each.url)
        found.add(_of_page(each, page, reader, base) if page else _of_frame(each, site))
    return sorted(found)


def _of_page(broken: Broken, page: Facts, reader: Reader, base: str) -> Problem:
    line, written = reader.line_of(page, broken.reference)
    near = broken.near.removeprefix(base)
    mend = f"Did you mean {near}?" if near else "Name a page that is there, as ../policy/classes.md#by-time."
    return Problem(page.file, line, f"'{written}' {broken.what}", mend)


def _of_frame(broken: Broken, site: Site) -> Problem:
    for glossary in site.glossaries.values():
        for term in glossary.terms:
            if term.see == broken.reference and f"/{glossary.language}/" in broken.url:
                mend = f"Did you mean {broken.near}?" if broken.near else "Name a page that is there."
                return Problem(glossary.file, term.line, f"'{term.source}' {broken.what}", mend)
    what = f"{broken.url}: '{broken.reference}' {broken.what}"
    return Problem("site/templates", 1, what, "Mend the template that prints it.")
