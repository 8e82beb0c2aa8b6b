"""A page has the same anchors in each language, so that a link and a change of language lead to the same place."""

from __future__ import annotations

from collections.abc import Iterator

from leadpwa.site.model import Site
from leadpwa.site.pages import Facts
from leadpwa.site.problems import Problem
from leadpwa.site.read import Reader
from leadpwa.site.stage import Stage


def anchors_apart(site: Site, stage: Stage, reader: Reader) -> Iterator[Problem]:
    """The anchors that a page has in one language and lacks in another."""
    for shelf in site.library.shelves.values():
        for page in shelf.pages:
            for language in site.languages:
                twin = site.library.translation(page, language)
                if twin is not None:
                    yield from _lacking(page, twin, stage, reader)


def _lacking(page: Facts, twin: Facts, stage: Stage, reader: Reader) -> Iterator[Problem]:
    for anchor in sorted(_anchors(page, stage) - _anchors(twin, stage)):
        line = reader.line_of_anchor(page, anchor)
        # What the frame around them adds may differ.
        if line is not None:
            what = f"lacks the anchor '{anchor}', which {page.file} has on line {line}"
            yield Problem(twin.file, 1, what, "Give the same heading the same anchor in each language.")


def _anchors(page: Facts, stage: Stage) -> frozenset[str]:
    outline = stage.now[f"/{page.place}"].outline
    return outline.ids if outline else frozenset()
