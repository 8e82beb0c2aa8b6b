"""Who changed what of a lead, from what to what: read from the journal by the places that the record keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from leadpwa.json_types import Doc, Json
from leadpwa.store.protocol import Place, Store
from leadpwa.sync import withheld
from leadpwa.sync.merge import merge_deletion, merge_patch
from leadpwa.sync.record import DELETED, Record

MOST = 200


@dataclass(frozen=True, slots=True)
class _Made:
    """One applied mutation with the line that it stands in."""

    outcome: Doc
    line: Doc

    @property
    def order(self) -> tuple[str, int]:
        return cast(str, self.outcome["stamp"]), cast(int, self.outcome["seq"])


def history(store: Store, record: Record, before: str | None, *, consented: bool) -> list[Doc]:
    """The changes of a record before a stamp, newest first; what may not leave without consent is left empty."""
    made = sorted(_made(store, record), key=lambda one: one.order)
    arrived = _won_on_arrival(made)
    standing = replace(record, fields={}, stamps={}, deleted=False)
    entries: list[Doc] = []
    for one in made:
        after = _merged(standing, one.outcome)
        for field in _fields_of(one.outcome):
            entries.append(_entry(one, field, standing, after, lost=(one.order, field) not in arrived))
        standing = after
    entries.reverse()
    shown = [entry for entry in entries if before is None or str(entry["stamp"]) < before][:MOST]
    return shown if consented else [_without(entry) for entry in shown]


def _made(store: Store, record: Record) -> Iterator[_Made]:
    for id_, done in record.mutations.items():
        line = store.line(Place(done.segment, done.offset)) or {"outcomes": []}
        for outcome in cast("list[Doc]", line["outcomes"]):
            mutation = cast("Doc | None", outcome.get("mutation"))
            if mutation is not None and mutation["id"] == id_ and mutation["record"] == record.id:
                yield _Made(outcome, line)


def _merged(record: Record, outcome: Doc) -> Record:
    mutation, stamp = cast(Doc, outcome["mutation"]), cast(str, outcome["stamp"])
    if "patch" not in mutation:
        return merge_deletion(record, stamp, deleted="delete" in mutation)
    merged = merge_patch(record, cast(Doc, mutation["patch"]), stamp)
    return merge_patch(merged, cast(Doc, outcome.get("sets", {})), stamp)


def _fields_of(outcome: Doc) -> list[str]:
    mutation = cast(Doc, outcome["mutation"])
    if "patch" not in mutation:
        return [DELETED]
    return [*cast(Doc, mutation["patch"]), *cast(Doc, outcome.get("sets", {}))]


def _won_on_arrival(made: list[_Made]) -> set[tuple[tuple[str, int], str]]:
    """Which changes ever stood: those that no greater stamp was there before."""
    greatest: dict[str, str] = {}
    won = set()
    for one in sorted(made, key=lambda one: cast(int, one.outcome["seq"])):
        stamp = cast(str, one.outcome["stamp"])
        for field in _fields_of(one.outcome):
            least_wins = field == "captured_at"
            standing = greatest.get(field)
            if standing is None or (stamp <= standing if least_wins else stamp >= standing):
                greatest[field] = stamp
                won.add((one.order, field))
    return won


def _entry(one: _Made, field: str, before: Record, after: Record, *, lost: bool) -> Doc:
    mutation = cast(Doc, one.outcome["mutation"])
    entry: Doc = {
        "field": field,
        "from": before.deleted if field == DELETED else before.fields.get(field),
        "to": _to(one.outcome, field, after),
        "stamp": one.outcome["stamp"],
        "by": one.line.get("user"),
        "device": one.line.get("device"),
        "mutation": mutation["id"],
        "lost": lost,
    }
    return {**entry, "rules": one.line["rules"]} if "rules" in one.line else entry


def _to(outcome: Doc, field: str, after: Record) -> Json:
    mutation = cast(Doc, outcome["mutation"])
    if field == DELETED:
        return "delete" in mutation
    said = {**cast(Doc, mutation.get("patch", {})), **cast(Doc, outcome.get("sets", {}))}.get(field)
    return after.fields.get(field) if isinstance(after.fields.get(field), list) else said


def _without(entry: Doc) -> Doc:
    field = str(entry["field"])
    if field == DELETED:
        return entry
    emptied = dict(entry)
    for side in ("from", "to"):
        if entry[side] is not None:
            emptied[side] = withheld.without("lead", {field: entry[side]}).get(field)
    return {**emptied, "withheld": True} if emptied != entry else entry
