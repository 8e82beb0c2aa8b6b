"""One page to render, and what is found on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from leadpwa.errors import ContentError

# Letters in back quotes are no Markdown.
_CODE = re.compile(r"(`+)(.+?)\1", re.DOTALL)


class Heading(NamedTuple):
    """A heading of the page: its level 2 or 3, anchor, number ("5.1" or "") and words."""

    level: int
    anchor: str
    number: str
    text: str


@dataclass(slots=True)
class Task:
    """`body` is the Markdown as it stands in the file from `first_line` on; `links` gives for each address what the
    file says for it."""

    path: Path
    place: str
    number: str
    body: str
    first_line: int
    headings: list[Heading] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)

    def wrong(self, pattern: str, what: str, mend: str, *, nth: int = 0) -> ContentError:
        """The error to raise, with the line on which the pattern matches for the nth time outside code."""
        text = _CODE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), self.body)
        # The page itself stands for what is written in a way that the pattern does not foresee.
        found = list(re.finditer(pattern, text, re.MULTILINE)) or list(re.finditer(pattern, self.body))
        start = found[min(nth, len(found) - 1)].start() if found else 0
        return ContentError(self.path, self.first_line + text.count("\n", 0, start), what, mend)
