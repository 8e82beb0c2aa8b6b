"""The check over the frozen pages: every link, anchor and image leads somewhere inside the site."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from sys import intern
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_REFERENCE = re.compile(r'\s(?:href|src)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')
# The screens of the app (leadpwa/pwa/views/router.ts); a lead's has its id behind it, a pairing link its code.
APP_PLACES = ("today", "leads", "log", "board", "lead", "pair")
_APP_ROUTE = re.compile(rf"/(?:{'|'.join(APP_PLACES)})(?:/.*)?|pair=.+")


class Outline(NamedTuple):
    """What a page offers and what it refers to; `doubled` are anchors that stand on it twice."""

    ids: frozenset[str]
    references: frozenset[str]
    doubled: frozenset[str]


@dataclass(frozen=True, slots=True)
class Broken:
    """A reference on a page that leads nowhere; `near` is what may have been meant."""

    url: str
    reference: str
    what: str
    near: str


def outline_of(page: str) -> Outline:
    """Reads a page's HTML."""
    references = {html.unescape(found) if "&" in found else found for found in set(_REFERENCE.findall(page))}
    # Most stand on every page: kept once, the state of a site stays small.
    inside = frozenset(intern(r) for r in references if r and not _leaves(r))
    ids = [intern(html.unescape(found)) for found in _ID.findall(page)]
    each = frozenset(ids)
    doubled = (
        frozenset(id for id, n in Counter(ids).items() if n > 1) if len(each) < len(ids) else frozenset()
    )
    return Outline(each, inside, doubled)


def _leaves(reference: str) -> bool:
    parts = urlsplit(reference)
    return bool(parts.scheme or parts.netloc)


def broken_links(
    outlines: Mapping[str, Outline], files: Iterable[str], served: Callable[[str], bool], app: str
) -> list[Broken]:
    """Every reference that leads to no file or no anchor.

    `outlines` are the pages by address, `files` all addresses there are, `served` says of an address that a
    server answers it without a file, `app` is the page whose anchors are the app's screens.
    """
    known = set(files)
    found: list[Broken] = []
    # Most references stand on every page: each is looked up once, and only wrong ones are looked for on the pages.
    shared = {r for outline in outlines.values() for r in outline.references if not r.startswith(("#", "?"))}
    wrong = {r: said for r in shared if (said := _fault(r, "", outlines, known, served, app))}
    for url, outline in outlines.items():
        for reference in outline.references:
            if reference.startswith(("#", "?")):
                said = _fault(reference, url, outlines, known, served, app)
            else:
                said = wrong.get(reference)
            if said:
                found.append(Broken(url, reference, *said))
    return sorted(found, key=lambda b: (b.url, b.reference))


def _fault(
    reference: str,
    url: str,
    outlines: Mapping[str, Outline],
    known: set[str],
    served: Callable[[str], bool],
    app: str,
) -> tuple[str, str] | None:
    """What is wrong with a reference of the page at `url`, and what may have been meant."""
    path, _, anchor = reference.partition("#")
    path = unquote(path.partition("?")[0]) or url
    if path not in known:
        return None if served(path) else ("leads to no page", _near(path, known))
    if not anchor or path not in outlines or unquote(anchor) in outlines[path].ids:
        return None
    if path == app and _APP_ROUTE.fullmatch(unquote(anchor)):
        return None
    offered = [f"/{place}" for place in APP_PLACES] if path == app else outlines[path].ids
    near = get_close_matches(anchor, offered, n=1)
    return "leads to no such anchor", f"#{near[0]}" if near else ""


def _near(path: str, known: set[str]) -> str:
    """An address that ends much like this one, the likest folder first."""
    names: dict[str, list[str]] = {}
    for address in known:
        names.setdefault(_name(address), []).append(address)
    likely = get_close_matches(_name(path), names, n=1, cutoff=0.7)
    return get_close_matches(path, sorted(names[likely[0]]), n=1, cutoff=0)[0] if likely else ""


def _name(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]
