"""The check over the frozen pages: every link, anchor and image leads somewhere inside the site."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

_REFERENCE = re.compile(r'\s(?:href|src)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Outline:
    """What a page offers and what it refers to."""

    ids: frozenset[str]
    references: frozenset[str]


@dataclass(frozen=True, slots=True)
class Broken:
    """A reference on a page that leads nowhere; `near` is what may have been meant."""

    url: str
    reference: str
    what: str
    near: str


def outline_of(page: str) -> Outline:
    """Reads a page's HTML."""
    references = {html.unescape(found) for found in _REFERENCE.findall(page)}
    inside = frozenset(r for r in references if r and not _leaves(r))
    return Outline(frozenset(_ID.findall(page)), inside)


def _leaves(reference: str) -> bool:
    parts = urlsplit(reference)
    return bool(parts.scheme or parts.netloc)


def broken_links(
    outlines: Mapping[str, Outline], files: Iterable[str], served: Callable[[str], bool]
) -> list[Broken]:
    """Every reference that leads to no file or no anchor.

    `outlines` are the pages by address, `files` all addresses there are, `served` says of an address that a
    server answers it without a file.
    """
    known = set(files)
    found: list[Broken] = []
    for url, outline in outlines.items():
        for reference in outline.references:
            path, _, anchor = reference.partition("#")
            path = unquote(path.partition("?")[0]) or url
            if path not in known:
                if not served(path):
                    found.append(Broken(url, reference, "leads to no page", _near(path, known)))
            elif (
                anchor
                and path in outlines
                and unquote(anchor) not in outlines[path].ids
                and not _app_route(anchor)
            ):
                near = get_close_matches(anchor, outlines[path].ids, n=1)
                found.append(Broken(url, reference, "leads to no such anchor", f"#{near[0]}" if near else ""))
    return sorted(found, key=lambda b: (b.url, b.reference))


def _near(path: str, known: set[str]) -> str:
    """An address that ends much like this one, the likest folder first."""
    names: dict[str, list[str]] = {}
    for address in known:
        names.setdefault(_name(address), []).append(address)
    likely = get_close_matches(_name(path), names, n=1, cutoff=0.7)
    return get_close_matches(path, sorted(names[likely[0]]), n=1, cutoff=0)[0] if likely else ""


def _name(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def _app_route(anchor: str) -> bool:
    return anchor.startswith("/") or anchor.startswith("pair=")
