"""From a page's file to what the views print: its facts, its HTML, its headings, and its text for search."""

from __future__ import annotations

import hashlib
import html
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from leadpwa.site.changes import difference
from leadpwa.site.expressions import Expressions, unmark
from leadpwa.site.front_matter import Parsed, parse_page
from leadpwa.site.markdown import PageMarkdown
from leadpwa.site.meta import Change
from leadpwa.site.settings import Section
from leadpwa.site.sources import Source, read_bytes
from leadpwa.site.task import Heading, Task

_SPLIT = re.compile(r'<h2 id="([^"]*)">(.*?)</h2>', re.DOTALL)
_NUMBER = re.compile(r'<span class="num">.*?</span>')
_TAG = re.compile(r"<[^>]*>")
_BLOCKS = re.compile(r"</(?:p|li|td|th|h2|h3|dt|dd|summary|div)>|<br>")
_BLOCK_END = re.compile(r"</(?:p|li|td|th|h3|dt|dd|summary|div)>|<br>")


class Facts(NamedTuple):
    """A page's front matter and where it stands; `key` changes whenever anything that it renders from does, `hash`
    with the file's bytes alone: it is what somebody has read."""

    language: str
    section: str
    slug: str
    place: str
    file: str
    key: str
    hash: str
    title: str
    summary: str
    version: str
    effective: date
    owner: str
    order: int
    review: date
    minutes: int
    changes: tuple[Change, ...]


class Passage(NamedTuple):
    """What search reads of one section of a page; the part before the first heading has no anchor."""

    anchor: str
    heading: str
    text: str


class Rendered(NamedTuple):
    """A page's body. `links` gives, for each address in it, the words of the source that made it."""

    html: str
    headings: tuple[Heading, ...]
    passages: tuple[Passage, ...]
    links: dict[str, str]
    first_line: int
    # By version: what it changed, as HTML, where the text before it is kept.
    changed: dict[str, str]


def facts_of(source: Source, parsed: Parsed, raw: bytes, *, file: str, key: str) -> Facts:
    """The page's facts from its bytes; `file` is its name for people, `key` from `key_of`."""
    meta = parsed.meta
    return Facts(
        source.language,
        source.section,
        source.slug,
        source.place,
        file,
        key,
        hashlib.sha256(raw).hexdigest()[:16],
        meta.title,
        meta.summary,
        meta.version,
        meta.effective,
        meta.owner,
        meta.order,
        meta.review,
        meta.minutes,
        meta.changes,
    )


def key_of(source: Source, raw: bytes, stamp: str) -> str:
    """Names the rendered page: of this file's bytes, at this place, by rules and code of this stamp."""
    kept = [part for path in source.versions for part in (path.name.encode(), read_bytes(path))]
    return hashlib.sha256(b"\0".join((stamp.encode(), source.place.encode(), raw, *kept))).hexdigest()[:40]


def render_page(
    source: Source, parsed: Parsed, section: Section, markdown: PageMarkdown, expressions: Expressions
) -> Rendered:
    """Works the calls out, turns Markdown into HTML, and reads what search needs.

    Raises ContentError with the line and the mend.
    """

    def render(path: Path, parsed: Parsed) -> tuple[str, Task, list[str]]:
        number = str(parsed.meta.order) if section.numbered else ""
        task = Task(path, source.place, number, parsed.body, parsed.first_line)
        text, blocks = expressions.fill(parsed.body, path=path, first_line=parsed.first_line)
        return unmark(markdown.render(task, text), blocks), task, blocks

    body, task, blocks = render(source.path, parsed)
    headings = tuple(
        Heading(h.level, h.anchor, h.number, plain(unmark(h.text, blocks))) for h in task.headings
    )
    # Former texts are shown by today's rules: what differs is what people wrote.
    former = {
        path.stem.partition("@")[2]: blocks_of(render(path, parse_page(path, read_bytes(path)))[0])
        for path in source.versions
    }
    texts = {**former, parsed.meta.version: blocks_of(body)}
    versions = [change.version for change in parsed.meta.changes]
    changed = {
        new: difference(texts[old], texts[new])
        for old, new in pairwise(versions)
        if old in texts and new in texts
    }
    return Rendered(body, headings, passages_of(body), task.links, parsed.first_line, changed)


def blocks_of(body: str) -> list[str]:
    """The words of each paragraph, list item, cell and heading."""
    return [text for part in _BLOCKS.split(_NUMBER.sub("", body)) if (text := plain(part))]


def passages_of(body: str) -> tuple[Passage, ...]:
    """The text of each section, without markup."""
    parts = _SPLIT.split(_NUMBER.sub("", body))
    passages = [Passage("", "", plain(parts[0]))]
    for anchor, heading, text in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        passages.append(Passage(anchor, plain(heading), plain(text)))
    return tuple(p for p in passages if p.heading or p.text)


def plain(markup: str) -> str:
    """The words of some HTML, with single blanks."""
    return " ".join(html.unescape(_TAG.sub("", _BLOCK_END.sub(" ", markup))).split())
