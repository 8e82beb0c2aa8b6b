"""Headings of a page: each has an anchor of its own, and in numbered sections its number."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from leadpwa.site.task import Heading, Task

_ANCHOR = re.compile(r"[a-z][a-z0-9-]*")
# As writers begin them, in boxes too; or a line underlined with signs.
_FIRST = r"^[ ]*#(?!#)|^.+\n=+[ ]*$"
_WITHOUT_ANCHOR = r"^[ ]*#{2,3}(?!#)(?!.*\{[^}\n]*#[a-z][a-z0-9-]*[ }])|^(?!.*\{[^}\n]*#[a-z]).+\n-+[ ]*$"


def number_headings(root: Element, task: Task) -> None:
    """Puts the numbers before the headings, and notes them in the task.

    Raises ContentError for a heading of another level, one without anchor, and an anchor that stands twice.
    """
    seen: set[str] = set()
    second = third = 0
    for element in root.iter():
        text = "".join(element.itertext()).strip() if element.tag in ("h1", "h2", "h3") else ""
        if element.tag == "h1":
            raise task.wrong(_FIRST, "a heading of the first level", 'Begin sections with "## ".')
        if element.tag in ("h4", "h5", "h6"):
            raise task.wrong(r"^[ ]*#{4,}", "a heading of the fourth level", 'Write "### " or bold words.')
        if element.tag not in ("h2", "h3"):
            continue
        anchor = element.get("id", "")
        if not _ANCHOR.fullmatch(anchor):
            mend = f'Write "## {text} {{#an-anchor}}", small letters a-z, digits and hyphens.'
            raise task.wrong(_WITHOUT_ANCHOR, f"the heading '{text}' has no anchor", mend)
        if anchor in seen:
            anywhere = rf"\{{[^}}\n]*#{anchor}[ }}]"
            raise task.wrong(anywhere, f"the anchor '{anchor}' stands twice", "Rename one.", nth=1)
        seen.add(anchor)
        level = int(element.tag[1])
        if level == 3 and not second:
            what = f"the part '{text}' stands before the first section"
            raise task.wrong(r"^[ ]*###(?!#)", what, 'Begin with a heading "## ".')
        second, third = (second + 1, 0) if level == 2 else (second, third + 1)
        number = f"{task.number}.{second}" + (f".{third}" if level == 3 else "") if task.number else ""
        task.headings.append(Heading(level, anchor, number, text))
        if number:
            mark = Element("span", {"class": "num"})
            mark.text, mark.tail = number, element.text
            element.text = ""
            element.insert(0, mark)
