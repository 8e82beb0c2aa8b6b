"""What changed in the policy, as an Atom feed a language (RFC 4287): an entry for each version of each page."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from leadpwa.domain.calendar import DEFAULT_ZONE, zone_of
from leadpwa.site.model import Site
from leadpwa.site.pages import Facts

_ATOM = "http://www.w3.org/2005/Atom"
# Names entries for good: a version of a page keeps its id, whatever host the site stands on.
_NAMES = uuid.UUID("6f1d6f3c-6d4b-5a3e-9b7d-0d5b8f0a2c11")
# Readers want the newest; a feed that only grew would be fetched whole each time.
MOST = 50


class _Version(NamedTuple):
    page: Facts
    version: str
    effective: date
    what: str


def feed_path(language: str, section: str) -> str:
    """Where the feed of a section lies, below the base."""
    return f"{language}/{section}/feed.xml"


def feeds_of(site: Site, language: str) -> Mapping[str, str]:
    """The feeds of a language: address and title. Numbered sections are rules, and have one."""
    words = site.frame.words[language]
    return {
        site.base + feed_path(language, section.id): f"{section.name[language]} – {words['changes']}"
        for section in site.sections.values()
        if section.numbered and site.library.shelf(language, section.id).pages
    }


def feed(site: Site, language: str, section: str) -> bytes:
    """The feed, newest first."""
    address = site.base + feed_path(language, section)
    words = site.frame.words[language]
    versions = sorted(_versions(site, language, section), key=lambda it: (it.effective, -it.page.order))
    newest = versions[::-1][:MOST]
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": words["lang"]})
    _text(root, "id", _id(f"{language}/{section}"))
    _text(root, "title", feeds_of(site, language)[address])
    _text(root, "subtitle", site.frame.settings.title[language])
    _text(root, "updated", _moment(newest[0].effective))
    SubElement(root, "link", {"rel": "self", "href": site.frame.settings.url + address})
    for it in newest:
        place = site.frame.settings.url + site.base + it.page.place
        entry = SubElement(root, "entry")
        _text(entry, "id", _id(f"{it.page.place}@{it.version}"))
        _text(entry, "title", f"{it.page.title} · {words['version'].format(v=it.version)}")
        _text(entry, "updated", _moment(it.effective))
        _text(SubElement(entry, "author"), "name", it.page.owner)
        SubElement(
            entry, "link", {"rel": "alternate", "href": place + ("#changes" if it.page.changes else "")}
        )
        _text(entry, "summary", it.what)
    indent(root, "")
    content: bytes = tostring(root, "utf-8", xml_declaration=True)
    return content + b"\n"


def _versions(site: Site, language: str, section: str) -> Iterator[_Version]:
    """Every version of every page; of a page in its first one its summary stands for what is new."""
    for page in site.library.shelf(language, section).pages:
        if not page.changes:
            yield _Version(page, page.version, page.effective, page.summary)
        for change in page.changes:
            yield _Version(page, change.version, change.effective, change.what)


def _id(name: str) -> str:
    return uuid.uuid5(_NAMES, name).urn


def _moment(day: date) -> str:
    return datetime.combine(day, time(), zone_of(DEFAULT_ZONE)).isoformat()


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text
