"""Markdown to HTML: headings with their numbers, links to addresses, tables one can scroll, what search reads."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, cast
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from leadpwa.errors import ContentError

_UNUSED = (
    "html",
    "reference",
    "image_reference",
    "short_reference",
    "short_image_ref",
    "autolink",
    "automail",
)
_ANCHOR = re.compile(r"[a-z][a-z0-9-]*")


class Heading(NamedTuple):
    """A heading of the page: its level 2 or 3, anchor, number ("5.1" or "") and words."""

    level: int
    anchor: str
    number: str
    text: str


@dataclass(slots=True)
class Task:
    """One page to render, and what the tree processor finds on the way."""

    path: Path
    place: str
    number: str
    body: str
    first_line: int
    headings: list[Heading] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)

    def line_of(self, text: str) -> int:
        """The line of the file on which the text first stands."""
        return self.first_line + self.body.count("\n", 0, max(self.body.find(text), 0))

    def last_line_of(self, text: str) -> int:
        """The line of the file on which the text last stands."""
        return self.first_line + self.body.count("\n", 0, max(self.body.rfind(text), 0))


class PageMarkdown:
    """One converter for all pages of a build: its set-up costs more than a page."""

    def __init__(self, *, base: str) -> None:
        self._tree = _Tree(base)
        self._markdown = Markdown(
            extensions=[
                "tables",
                "attr_list",
                "sane_lists",
                "def_list",
                "admonition",
                "pymdownx.details",
                self._tree,
            ],
            output_format="html",
        )
        # Pages know neither raw HTML nor references; looking for them in every line costs time.
        self._markdown.preprocessors.deregister("html_block")
        self._markdown.parser.blockprocessors.deregister("reference")
        for name in _UNUSED:
            self._markdown.inlinePatterns.deregister(name)

    def render(self, task: Task, text: str) -> str:
        """The HTML of `text`, the task's body with its calls worked out; fills in the task.

        Raises ContentError for a heading without anchor, an anchor used twice, and links that can't be addresses.
        """
        self._tree.task = task
        self._markdown.reset()
        return self._markdown.convert(text)


class _Tree(Extension):
    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base
        self.task: Task | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        # After inline patterns (20) and attribute lists (8): anchors and links are then in the tree.
        md.treeprocessors.register(_Processor(md, self), "leadpwa", 1)


class _Processor(Treeprocessor):
    def __init__(self, md: Markdown, owner: _Tree) -> None:
        super().__init__(md)
        self.owner = owner

    def run(self, root: Element) -> None:
        task = cast(Task, self.owner.task)
        _headings(root, task)
        for element in root.iter("a"):
            href = element.get("href")
            if href:
                element.set("href", _address(href, task, self.owner.base))
        for element in root.iter("img"):
            _image(element, task, self.owner.base)
        _tables(root)
        _boxes(root)


def _headings(root: Element, task: Task) -> None:
    seen: set[str] = set()
    second = third = 0
    for element in root.iter():
        if element.tag == "h1":
            line = task.line_of("".join(element.itertext()))
            raise ContentError(task.path, line, "a heading of the first level", 'Begin sections with "## ".')
        if element.tag not in ("h2", "h3"):
            continue
        text = "".join(element.itertext()).strip()
        anchor = element.get("id", "")
        line = task.line_of(text)
        if not _ANCHOR.fullmatch(anchor):
            mend = f'Write "## {text} {{#an-anchor}}", small letters a-z, digits and hyphens.'
            raise ContentError(task.path, line, f"the heading '{text}' has no anchor", mend)
        if anchor in seen:
            raise ContentError(
                task.path,
                task.last_line_of(f"{{#{anchor}}}"),
                f"the anchor '{anchor}' stands twice",
                "Rename one.",
            )
        seen.add(anchor)
        level = int(element.tag[1])
        second, third = (second + 1, 0) if level == 2 else (second, third + 1)
        number = f"{task.number}.{second}" + (f".{third}" if level == 3 else "") if task.number else ""
        task.headings.append(Heading(level, anchor, number, text))
        if number:
            mark = Element("span", {"class": "num"})
            mark.text, mark.tail = number, element.text
            element.text = ""
            element.insert(0, mark)


def _address(href: str, task: Task, base: str) -> str:
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or href.startswith("/"):
        if parts.scheme not in ("https", "http", "mailto", "tel", ""):
            line = task.line_of(f"({href}")
            raise ContentError(
                task.path, line, f"the link '{href}' has an unknown kind of address", "Use https."
            )
        return href
    if not parts.path:
        task.links[href] = href
        return href
    target = posixpath.normpath(posixpath.join(posixpath.dirname(task.place.rstrip("/")), parts.path))
    address = base + (target.removesuffix(".md") + "/" if target.endswith(".md") else target)
    if parts.fragment:
        address += f"#{parts.fragment}"
    task.links[address] = href
    return address


def _image(element: Element, task: Task, base: str) -> None:
    src = element.get("src", "")
    if not element.get("alt"):
        line = task.line_of(f"]({src}")
        raise ContentError(task.path, line, f"the image '{src}' has no words", "Say in ![…] what it shows.")
    element.set("loading", "lazy")
    if urlsplit(src).scheme or src.startswith("/"):
        return
    place = posixpath.normpath(posixpath.join(posixpath.dirname(task.place.rstrip("/")), src))
    element.set("src", f"{base}images/{place}")
    task.links[element.get("src", "")] = src


def _tables(root: Element) -> None:
    """Puts every table into a box that scrolls sideways by itself, so that the page never does."""
    for parent in list(root.iter()):
        for index, child in enumerate(list(parent)):
            if child.tag == "table":
                box = Element("div", {"class": "table-box"})
                parent[index] = box
                box.tail, child.tail = child.tail, None
                box.append(child)
                for cell in child.iter():
                    style = cell.attrib.pop("style", "")
                    if cell.tag in ("th", "td") and "right" in style:
                        cell.set("class", "right")


def _boxes(root: Element) -> None:
    """Admonitions become sections with a heading line; their title is no paragraph of the text."""
    for element in root.iter("div"):
        if element.get("class", "").startswith("admonition"):
            element.tag = "aside"
            element.set("class", element.get("class", "").replace("admonition", "box", 1))
            for title in element:
                if title.get("class") == "admonition-title":
                    title.set("class", "box-title")
