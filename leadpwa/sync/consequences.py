"""What a change of one lead does to others: which records look otherwise now and so get a seq of their own. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, cast

from leadpwa.json_types import Doc
from leadpwa.store.protocol import CONTACT, HANGING, MERGED, Key
from leadpwa.sync import contacts, groups
from leadpwa.sync.record import Record

MOST_TOUCHED = 50


class Book(groups.Leads, Protocol):
    """The rows as they stand after what was entered."""

    def row(self, key: Key, /) -> Doc | None: ...

    def put_row(self, key: Key, row: Doc | None, /) -> None: ...


def consent_of(book: Book, lead: Record | None) -> dict[str, bool]:
    """Of each lead of the group whether its personal fields may leave."""
    if lead is None:
        return {}
    group = groups.members(book, lead)
    given = groups.consents(group.values(), "consent_contact")
    return dict.fromkeys(group, given)


def note_lead(book: Book, before: Record | None, after: Record) -> None:
    """Keep the indexes in step with a lead."""
    olds = contacts.keys_of(before) if before is not None else frozenset()
    news = contacts.keys_of(after)
    for key in olds - news:
        row = Key(CONTACT, key)
        book.put_row(row, contacts.without_lead(book.row(row), after.id))
    for key in news - olds:
        row = Key(CONTACT, key)
        book.put_row(row, contacts.with_lead(book.row(row), after))
    was = before.fields.get("merged_into") if before is not None else None
    now = after.fields.get("merged_into")
    if was != now:
        for name, there in ((was, False), (now, True)):
            if isinstance(name, str):
                row = Key(MERGED, name)
                ids = [id_ for id_ in naming(book.row(row)) if id_ != after.id]
                book.put_row(row, {"ids": [*ids, after.id]} if there else {"ids": list(ids)})


def naming(row: Doc | None) -> list[str]:
    """The leads that name one as the survivor."""
    return cast("list[str]", row["ids"]) if row is not None else []


def touched(
    book: Book, before: Record, after: Record, consent_before: dict[str, bool], consent_after: dict[str, bool]
) -> Iterator[str]:
    """The records, but the lead itself, that look otherwise after a change of a lead."""
    moved = before.audiences.keys() != after.audiences.keys()
    for id_ in sorted(consent_before.keys() | consent_after.keys()):
        one = book.record(id_)
        now = consent_after.get(id_)
        if now is None and one is not None:
            now = consent_of(book, one).get(id_)
        changed = consent_before.get(id_, now) != now
        if changed and id_ != after.id:
            yield id_
        if changed or (moved and id_ == after.id):
            yield from hanging(book.row(Key(HANGING, id_)))
    if _names_others(before) != _names_others(after) or consent_before != consent_after:
        yield from later_leads(book, before, after)


def touched_by_new(book: Book, lead: Record) -> Iterator[str]:
    """The records that look otherwise because a lead is there now: merged before it came, or of the same person."""
    group = groups.members(book, lead)
    for id_ in sorted(group.keys() - {lead.id}):
        yield id_
        yield from hanging(book.row(Key(HANGING, id_)))
    yield from later_leads(book, None, lead)


def hanging(row: Doc | None) -> list[str]:
    """What hangs on a lead."""
    return cast("list[str]", row["ids"]) if row is not None else []


def later_leads(book: Book, before: Record | None, after: Record) -> Iterator[str]:
    """The leads of the same person that were created later: they say whose customer it may be."""
    keys = contacts.keys_of(after) | (contacts.keys_of(before) if before is not None else frozenset())
    found: set[tuple[str, str]] = set()
    for key in keys:
        entries = contacts.entries(book.row(Key(CONTACT, key)))
        found.update(entry for entry in entries if entry > (after.created.stamp, after.id))
    yield from (id_ for _, id_ in sorted(found)[:MOST_TOUCHED])


def _names_others(lead: Record) -> object:
    fields = lead.fields
    parts = (fields.get(name) for name in ("owner", "dealer", "merged_into"))
    return (contacts.keys_of(lead), lead.deleted, *parts)
