"""What stands around a record and decides how it looks: the group's consent, the person's other leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast

from leadpwa.json_types import Doc
from leadpwa.store.protocol import CONTACT, HANGING, MERGED, RECORD, USER, Key
from leadpwa.sync import contacts, groups
from leadpwa.sync.people import HQ, User, may_see
from leadpwa.sync.record import Record, from_row

# Who shares a number with more leads than this has one that is nobody's.
MOST_LOOKED_AT = 50
MOST_SHOWN = 10


class Rows(Protocol):
    """Anything that rows can be read from."""

    def get(self, key: Key, /) -> Doc | None: ...


@dataclass(frozen=True, slots=True)
class Around:
    """`consented`: personal fields may leave. `duplicates`: as the viewer gets them. `last`: the last activity."""

    consented: bool = True
    duplicates: tuple[Doc, ...] = ()
    last: datetime | None = None


class Leads:
    """Leads and merges in rows."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def record(self, id_: str) -> Record | None:
        row = self._rows.get(Key(RECORD, id_))
        return from_row(id_, row) if row is not None else None

    def merged_into(self, id_: str) -> Iterable[str]:
        row = self._rows.get(Key(MERGED, id_))
        return cast("list[str]", row["ids"]) if row is not None else []


def around(rows: Rows, record: Record, lead: Record | None, viewer: User) -> Around:
    """What stands around a record for a viewer; `lead` is the lead that it hangs on."""
    leads = Leads(rows)
    of = record if record.kind == "lead" else lead
    if of is None:
        return Around()
    consented = groups.consents(groups.members(leads, of).values(), "consent_contact")
    if record.kind != "lead":
        return Around(consented)
    hanging = rows.get(Key(HANGING, record.id)) or {}
    last = hanging.get("last")
    return Around(
        consented,
        tuple(_duplicates(rows, leads, record, viewer)) if consented else (),
        datetime.fromisoformat(last) if isinstance(last, str) else None,
    )


def earlier_leads(rows: Rows, lead: Record) -> Iterator[str]:
    """The ids of leads that share a certain key and were created before, oldest first."""
    found: set[tuple[str, str]] = set()
    for key in contacts.keys_of(lead):
        entries = contacts.entries(rows.get(Key(CONTACT, key)))
        found.update(entry for entry in entries if entry < (lead.created.stamp, lead.id))
    return (id_ for _, id_ in sorted(found)[:MOST_LOOKED_AT])


def _duplicates(rows: Rows, leads: Leads, lead: Record, viewer: User) -> Iterator[Doc]:
    """Whose customer it may be already: within the dealer; across dealers for head office alone."""
    group = groups.members(leads, lead)
    shown = 0
    for id_ in earlier_leads(rows, lead):
        other = leads.record(id_)
        if other is None or other.id in group or shown == MOST_SHOWN:
            continue
        if other.fields.get("dealer") != lead.fields.get("dealer") and not viewer.has(HQ):
            continue
        if not groups.consents(groups.members(leads, other).values(), "consent_contact"):
            continue
        shown += 1
        link: Doc = {"owner_name": owner_name(rows, other)}
        yield {**link, "lead": other.id} if may_see(viewer, other.audiences) else link


def owner_name(rows: Rows, lead: Record) -> str:
    """The name of the lead's owner; empty where it has none."""
    owner = lead.fields.get("owner")
    row = rows.get(Key(USER, owner)) if isinstance(owner, str) else None
    return str(row["name"]) if row is not None else ""
