"""Merging: per field the greater stamp wins, sets per element, deletion is one register. Pure.

Commutative, associative, idempotent: whatever the order of arrival, the same record comes out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from leadpwa.json_types import Json
from leadpwa.sync.canonical import text
from leadpwa.sync.kinds import EARLIEST_WINS, is_set
from leadpwa.sync.record import DELETED, Record

CONSENTS = frozenset(
    {"consent_contact", "consent_share_with_dealer", "consent_marketing", "consent_sensitive"}
)


def merge_patch(record: Record, patch: Mapping[str, Json], stamp: str) -> Record:
    """The record with a patch of that stamp merged in."""
    fields = dict(record.fields)
    stamps = dict(record.stamps)
    for name, value in patch.items():
        if is_set(record.kind, name):
            _merge_set(fields, stamps, name, cast("Mapping[str, list[str]]", value), stamp)
        elif name not in stamps or _wins(name, stamp, value, stamps[name], fields.get(name)):
            stamps[name] = stamp
            if value is None:
                fields.pop(name, None)
            else:
                fields[name] = value
    return replace(record, fields=fields, stamps=stamps)


def merge_deletion(record: Record, stamp: str, *, deleted: bool) -> Record:
    """The record with a deletion or restoration of that stamp merged in; of equal stamps the deletion holds."""
    before = record.stamps.get(DELETED, "")
    if stamp < before or (stamp == before and not deleted):
        return record
    return replace(record, stamps={**record.stamps, DELETED: stamp}, deleted=deleted)


def _wins(name: str, stamp: str, value: Json, standing: str, present: Json) -> bool:
    if stamp != standing:
        return (stamp < standing) if name == EARLIEST_WINS else (stamp > standing)
    if name in CONSENTS and _given(value) != _given(present):
        return not _given(value)
    return text(value) > text(present)


def _given(consent: Json) -> bool:
    return isinstance(consent, Mapping) and consent.get("given") is True


def _merge_set(
    fields: dict[str, Json], stamps: dict[str, str], name: str, change: Mapping[str, list[str]], stamp: str
) -> None:
    present = set(cast("list[str]", fields.get(name, [])))
    added = change.get("add", [])
    for element in change.get("remove", []):
        # Of equal stamps the addition stays, within one patch too.
        if element not in added and stamp > stamps.get(f"{name}/{element}", ""):
            stamps[f"{name}/{element}"] = stamp
            present.discard(element)
    for element in added:
        if stamp >= stamps.get(f"{name}/{element}", ""):
            stamps[f"{name}/{element}"] = stamp
            present.add(element)
    if present:
        fields[name] = sorted(present)
    else:
        fields.pop(name, None)
