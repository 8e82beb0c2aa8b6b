"""Broken links as problems of the files that people write."""

from __future__ import annotations

from leadpwa.site.links import Broken, broken_links
from leadpwa.site.model import Site
from leadpwa.site.pages import Facts
from leadpwa.site.pictures import is_picture
from leadpwa.site.problems import Problem
from leadpwa.site.read import Reader
from leadpwa.site.stage import Stage

_NO_PAGE = "Name a page that is there, as ../policy/classes.md#by-time."
_NO_PICTURE = "Put the picture beside the page that shows it."


def check_links(site: Site, stage: Stage, reader: Reader) -> list[Problem]:
    """Every link, anchor and image of the frozen pages that leads nowhere, by file and line."""
    base = site.base
    outlines = {base + url[1:]: frozen.outline for url, frozen in stage.now.items() if frozen.outline}
    files = [base + url[1:] for url in stage.now]
    broken = broken_links(outlines, files, lambda path: path.startswith(f"{base}api/"), f"{base}app/")
    pages = _shown(site)
    found: set[Problem] = set()
    for each in broken:
        found.add(_of_page(each, pages.get(each.url), reader, base) or _of_frame(each, site))
    for url, outline in outlines.items():
        found |= {_doubled(anchor, pages.get(url), url, reader) for anchor in outline.doubled}
    return sorted(found)


def _shown(site: Site) -> dict[str, Facts]:
    """What stands at each address of a page; a page without translation stands at the other language's too."""
    found: dict[str, Facts] = {}
    for shelf in site.library.shelves.values():
        for page in shelf.pages:
            for language in site.languages:
                at = f"{site.base}{language}/{page.section}/{page.slug}/"
                shown = site.shown(language, page.section, page.slug)
                if shown is not None:
                    found[at] = shown
    return found


def _of_page(broken: Broken, page: Facts | None, reader: Reader, base: str) -> Problem | None:
    stands = reader.line_of(page, broken.reference) if page else None
    if page is None or stands is None:
        return None
    line, written = stands
    near = broken.near.removeprefix(base)
    otherwise = _NO_PICTURE if is_picture(written) else _NO_PAGE
    what = f"'{written}' {broken.what}"
    return Problem(page.file, line, what, f"Did you mean {near}?" if near else otherwise)


def _of_frame(broken: Broken, site: Site) -> Problem:
    for glossary in site.glossaries.values():
        for term in glossary.terms:
            if term.see == broken.reference and f"/{glossary.language}/" in broken.url:
                mend = f"Did you mean {broken.near}?" if broken.near else "Name a page that is there."
                return Problem(glossary.file, term.line, f"'{term.source}' {broken.what}", mend)
    file, line = _template_of(broken.reference, site)
    # One template prints it on many pages; it is one thing to mend.
    what = f"'{broken.reference}' {broken.what}"
    near = f"Did you mean {broken.near}?" if broken.near else "Mend the template that prints it."
    return Problem(file, line, what, near)


def _template_of(reference: str, site: Site) -> tuple[str, int]:
    """The template that may well have printed a reference: it holds the most of its end."""
    end = reference.removeprefix(site.base)
    while end:
        for path in sorted((site.root / "site" / "templates").glob("*.html")):
            for number, row in enumerate(path.read_text("utf-8").splitlines(), 1):
                if f'{end}"' in row:
                    return f"site/templates/{path.name}", number
        end = end.partition("/")[2]
    return "site/templates/frame.html", 1


def _doubled(anchor: str, page: Facts | None, url: str, reader: Reader) -> Problem:
    line = reader.line_of_anchor(page, anchor) if page else None
    if page is None or line is None:
        what = f"{url}: the anchor '{anchor}' stands twice"
        return Problem("site/templates/frame.html", 1, what, "Rename one in the templates.")
    return Problem(
        page.file, line, f"the anchor '{anchor}' stands twice on the page", "Give it another name."
    )
