"""The index of leads by what names a person for certain, in the order in which they were created. Pure."""

from __future__ import annotations

from bisect import insort
from typing import cast

from leadpwa.domain.phones import e164
from leadpwa.domain.words import folded
from leadpwa.json_types import Doc
from leadpwa.sync.record import Record


def keys_of(lead: Record) -> frozenset[str]:
    """E.164 mobile, WeChat id and e-mail, folded as the rules fold them; none of a lead that is deleted."""
    if lead.deleted:
        return frozenset()
    found = set()
    mobile = lead.fields.get("mobile")
    called = e164(mobile) if isinstance(mobile, str) else None
    if called is not None:
        found.add(f"mobile:{called}")
    for name in ("wechat", "email"):
        text = lead.fields.get(name)
        if isinstance(text, str) and folded(text):
            found.add(f"{name}:{folded(text)}")
    return frozenset(found)


def entries(row: Doc | None) -> list[tuple[str, str]]:
    """(creation stamp, lead id) of a row, oldest first."""
    return [(stamp, id_) for stamp, id_ in cast("list[list[str]]", (row or {"leads": []})["leads"])]


def with_lead(row: Doc | None, lead: Record) -> Doc:
    """The row with a lead in it."""
    found = [entry for entry in entries(row) if entry[1] != lead.id]
    insort(found, (lead.created.stamp, lead.id))
    return {"leads": [list(entry) for entry in found]}


def without_lead(row: Doc | None, id_: str) -> Doc | None:
    """The row without a lead; None where that was the last."""
    found = [list(entry) for entry in entries(row) if entry[1] != id_]
    return {"leads": list(found)} if found else None
