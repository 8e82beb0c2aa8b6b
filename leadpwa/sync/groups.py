"""Leads that were merged: which belong together, which one survives, whose consent counts. Pure.

A merge counts only while both leads have the same dealer. The survivor is found by following; in a cycle the lead with
the smallest creation stamp survives, so that no customer is lost when two people merge crosswise.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from leadpwa.sync.record import Record

# A group grows by hand; more than this is no group but a mistake, and nobody waits for it.
MOST_MEMBERS = 100


class Leads(Protocol):
    """Where leads are found, by id and by whom they name as the one that survives."""

    def record(self, id_: str, /) -> Record | None: ...

    def merged_into(self, id_: str, /) -> Iterable[str]: ...


def target(leads: Leads, lead: Record) -> Record | None:
    """The lead that this one is merged into, where that counts."""
    named = lead.fields.get("merged_into")
    found = leads.record(named) if isinstance(named, str) and named != lead.id else None
    if found is None or found.kind != "lead" or found.fields.get("dealer") != lead.fields.get("dealer"):
        return None
    return found


def members(leads: Leads, lead: Record) -> dict[str, Record]:
    """Every lead of the group, this one included."""
    found = {lead.id: lead}
    waiting = [lead]
    while waiting and len(found) < MOST_MEMBERS:
        one = waiting.pop()
        onward = target(leads, one)
        naming = (leads.record(id_) for id_ in leads.merged_into(one.id))
        pointing = [other for other in naming if other is not None and target(leads, other) == one]
        for other in [*pointing, *([onward] if onward is not None else [])]:
            if other.id not in found:
                found[other.id] = other
                waiting.append(other)
    return found


def survivor(leads: Leads, lead: Record) -> Record:
    """The lead that stands for this one."""
    path: list[Record] = [lead]
    while (onward := target(leads, path[-1])) is not None:
        for index, passed in enumerate(path):
            if passed.id == onward.id:
                return min(path[index:], key=lambda one: (one.created.stamp, one.id))
        path.append(onward)
    return path[-1]


def consents(group: Iterable[Record], purpose: str) -> bool:
    """Whether the group gives a consent: somebody does and nobody refuses. Not asked is not refused."""
    given = [one.consent(purpose) for one in group]
    return True in given and False not in given
