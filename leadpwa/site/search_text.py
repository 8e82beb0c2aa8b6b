"""What search reads: one shard a section and language, folded so that a plain substring finds it.

A manifest a language names the shards and carries the synonyms.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

from leadpwa.site.pages import Facts, Passage


def fold(text: str) -> str:
    """As the reader folds a query: NFKC, lower case, traditional characters to simplified."""
    return unicodedata.normalize("NFKC", text).lower().translate(_simplified())


def folding() -> bytes:
    """Every traditional character followed by the simplified one that it is read as."""
    return "".join(chr(old) + chr(new) for old, new in sorted(_simplified().items())).encode()


def initials_of(title: str, language: str) -> str:
    """The pinyin initials of a Chinese title, 潜在客户分类 → qzkhfl; of another none."""
    if language != "zh":
        return ""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(title, style=Style.FIRST_LETTER, errors="ignore")).lower()


def page_entry(page: Facts, passages: Sequence[Passage], initials: str) -> str:
    """A page of a shard as JSON; its summary stands before what comes before the first heading."""
    first = passages[0] if passages and not passages[0].anchor else Passage("", "", "")
    opening = Passage("", "", f"{page.summary} {first.text}".strip())
    rest = [passage for passage in passages if passage is not first]
    return entry(page.place, page.title, page.order, [opening, *rest], initials)


def entry(place: str, title: str, number: int, passages: Sequence[Passage], initials: str) -> str:
    """What search reads of a page: address, title, number, initials, passages as [anchor, heading, text]."""
    it: dict[str, Any] = {
        "u": place,
        "t": title,
        "n": number,
        "s": [[p.anchor, p.heading, p.text] for p in passages],
    }
    if initials:
        it["i"] = initials
    return json.dumps(it, ensure_ascii=False, separators=(",", ":"))


def shard(entries: Sequence[str]) -> bytes:
    """A shard of those pages."""
    return ("[" + ",\n".join(entries) + "]\n").encode()


def manifest(shards: Sequence[tuple[str, str]], synonyms: Sequence[Sequence[str]], folding_url: str) -> bytes:
    """The list of a language's shards as (section, address), the synonyms, and where the folding lies."""
    it = {
        "shards": [{"section": section, "url": url} for section, url in shards],
        "synonyms": synonyms,
        "folding": folding_url,
    }
    return (json.dumps(it, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


@cache
def _simplified() -> dict[int, int]:
    """Every traditional character with the one simplified character that OpenCC makes of it."""
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    ideographs = "".join(map(chr, range(0x4E00, 0xA000)))
    simple = convert("\n".join(ideographs)).split("\n")
    return {
        ord(old): ord(new)
        for old, new in zip(ideographs, simple, strict=True)
        if old != new and len(new) == 1
    }
