"""Whether two leads are one person (docs/rules.md 10). It warns and links; it never blocks and never merges."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from leadpwa.domain.lead import Lead
from leadpwa.domain.phones import e164
from leadpwa.domain.words import folded

LAST_DIGITS = 4


def contact_keys(lead: Lead) -> frozenset[str]:
    """What names a person for certain: E.164 mobile, WeChat id, e-mail. Leads that share one are the same."""
    mobile = e164(lead.mobile) if lead.mobile else None
    keys = [f"mobile:{mobile}"] if mobile else []
    for name, text in (("wechat", lead.wechat), ("email", lead.email)):
        if text and folded(text):
            keys.append(f"{name}:{folded(text)}")
    return frozenset(keys)


def is_same(one: Lead, other: Lead) -> bool:
    """Whether two leads share a certain key."""
    return not contact_keys(one).isdisjoint(contact_keys(other))


def is_likely_same(one: Lead, other: Lead, pinyin: Callable[[str], str]) -> bool:
    """Equal name, or pinyin of it, and equal last four digits. Worth a question, never a link by itself.

    `pinyin` spells Chinese in Latin letters without tones and leaves the rest: 张伟 → zhangwei.
    """
    names = [folded(lead.name or "").replace(" ", "") for lead in (one, other)]
    ends = [_last_digits(lead.mobile or "") for lead in (one, other)]
    if not all(names) or ends[0] is None or ends[0] != ends[1]:
        return False
    return names[0] == names[1] or _spelt(names[0], pinyin) == _spelt(names[1], pinyin)


def _spelt(name: str, pinyin: Callable[[str], str]) -> str:
    return pinyin(name).replace(" ", "").lower()


def _last_digits(mobile: str) -> str | None:
    digits = [c for c in unicodedata.normalize("NFKC", mobile) if c in "0123456789"]
    return "".join(digits[-LAST_DIGITS:]) if len(digits) >= LAST_DIGITS else None
