"""Markdown to HTML, by Python-Markdown, its tree then worked on as pages want it."""

from __future__ import annotations

from typing import cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from leadpwa.site.addresses import address, image
from leadpwa.site.exercises import mark_exercises
from leadpwa.site.headings import number_headings
from leadpwa.site.spellings import refuse_spellings
from leadpwa.site.task import Task

_UNUSED = (
    "html",
    "reference",
    "image_reference",
    "short_reference",
    "short_image_ref",
    "autolink",
    "automail",
)


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
        # Pages know neither raw HTML nor references: spellings.py names what is written so.
        self._markdown.preprocessors.deregister("html_block")
        self._markdown.parser.blockprocessors.deregister("reference")
        for name in _UNUSED:
            self._markdown.inlinePatterns.deregister(name)

    def render(self, task: Task, text: str) -> str:
        """The HTML of `text`, the task's body with its calls worked out; fills in the task.

        Raises ContentError for a heading without anchor, an anchor used twice, links that can't be addresses, and
        what pages don't know.
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
        refuse_spellings(root, task)
        number_headings(root, task)
        for element in root.iter("a"):
            element.set("href", address(element.get("href", ""), task, self.owner.base))
        for element in root.iter("img"):
            image(element, task, self.owner.base)
        _tables(root)
        _boxes(root)
        mark_exercises(root, task)


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
