"""What changed between two versions of a page: the former texts are kept beside it, in `versions/SLUG@VERSION.md`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_TOKEN = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
# Two paragraphs with less in common than this are shown whole, the old one and the new one.
_ALIKE = 0.4


def difference(before: Sequence[str], after: Sequence[str]) -> str:
    """HTML of the paragraphs that differ, with `<del>` and `<ins>`; empty where none does."""
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    shown: list[str] = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what != "equal":
            shown += _paragraphs(before[a:b], after[c:d])
    return "\n".join(shown)


def _paragraphs(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    for index in range(max(len(before), len(after))):
        old = before[index] if index < len(before) else ""
        new = after[index] if index < len(after) else ""
        yield f"<p>{_words(old, new)}</p>"


def _words(old: str, new: str) -> str:
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(a=a, b=b, autojunk=False)
    if not old or not new or matcher.ratio() < _ALIKE:
        return _marked("del", old) + _marked("ins", new)
    parts = []
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            parts.append(html.escape("".join(a[i:j])))
        else:
            parts.append(_marked("del", "".join(a[i:j])) + _marked("ins", "".join(b[k:m])))
    return "".join(parts)


def _marked(tag: str, text: str) -> str:
    return f"<{tag}>{html.escape(text)}</{tag}>" if text else ""
