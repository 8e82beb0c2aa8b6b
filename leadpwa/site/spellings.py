"""What people write in other kinds of Markdown and pages here don't know: it would be printed letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from leadpwa.site.task import Task

_FILE = r"(?:[^\s()（）]*\.(?:md|png|jpe?g|webp|avif|gif|svg)\b|https?:|#)"
_LINK = "Write a link as [words](file.md#anchor)."
# What is looked for in the text that is left when Markdown is done, what it is called, and the mend.
_UNKNOWN = (
    (re.compile(r"<!--"), "a comment would be printed", "Take it out."),
    (
        re.compile(r"<(?:https?:|mailto:|[^\s<>]+@|[^\s<>]+\.md\b)"),
        "a link in < > would be printed as it is",
        _LINK,
    ),
    (
        re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?=[\s/>])"),
        "raw HTML would be printed as it is",
        "Write Markdown, or put it between back quotes if it is to be read.",
    ),
    (re.compile(r"\[[^\[\]\n]+\]\s?\[[^\[\]\n]*\]"), "a link by reference would be printed as it is", _LINK),
    (re.compile(r"^\[[^\[\]\n]+\]:\s", re.MULTILINE), "a reference would be printed as it is", _LINK),
    (
        re.compile(rf"\](?:\s+\(|\s*（)\s*{_FILE}"),
        "a link with other brackets would be printed as it is",
        _LINK,
    ),
)
# Attributes that Markdown itself sets, and those that addresses.py reads.
_ATTRIBUTES = {"id", "class", "href", "src", "alt", "title", "start", "open"}
_OF_CELLS = _ATTRIBUTES | {"style"}


def refuse_spellings(root: Element, task: Task) -> None:
    """Raises ContentError for raw HTML, links by reference or in < >, and attributes of a page's own."""
    for text in _texts(root):
        for pattern, what, mend in _UNKNOWN:
            found = pattern.search(text)
            if found:
                written = (
                    rf"^[ ]*{re.escape(found[0])}" if pattern.pattern.startswith("^") else re.escape(found[0])
                )
                raise task.wrong(written, f"{what}: '{found[0].strip()}'", mend)
    for element in root.iter():
        allowed = _OF_CELLS if element.tag in ("th", "td") else _ATTRIBUTES
        for name in sorted(set(element.keys()) - allowed):
            raise task.wrong(rf"\{{[^}}\n]*\b{re.escape(name)}\s*=", f"an attribute '{name}'", "Take it out.")


def _texts(root: Element) -> Iterator[str]:
    """All text but that of code, which Markdown has already made safe and which may show anything."""
    for element in root.iter():
        if element.text and element.tag not in ("code", "pre"):
            yield element.text
        if element.tail:
            yield element.tail
