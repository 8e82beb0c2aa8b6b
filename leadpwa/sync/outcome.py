"""An outcome: a mutation that was applied, as the journal keeps it; and the record that follows from it. Pure.

The same function serves the batch that is being taken and the replay of the journal: a replay judges nothing and
reads no clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from leadpwa.json_types import Doc, Json
from leadpwa.store.protocol import Place
from leadpwa.sync import canonical
from leadpwa.sync.kinds import KINDS, Sight
from leadpwa.sync.merge import merge_deletion, merge_patch
from leadpwa.sync.people import ALL_LEADS, EVERYONE, of_dealer, of_lead, of_people, of_user
from leadpwa.sync.record import Created, Done, Left, Record


@dataclass(frozen=True, slots=True)
class Outcome:
    """One applied mutation: the stamp and seq it was given, and what the server set beside it (`sets`)."""

    mutation: Doc
    stamp: str
    seq: int
    sets: Mapping[str, Json]


NOWHERE = Place(0, 0)


@dataclass(frozen=True, slots=True)
class Origin:
    """Of one batch: who, on which device, when it was received, by which rules, and where it stands.

    `offset`: by how many ms the device's clock was ahead; `carried_by`: the device that brought it, if another did.
    """

    user: str | None
    device: str | None
    dealer: str | None
    received_at: str
    rules: str | None = None
    offset: int = 0
    carried_by: str | None = None
    place: Place = NOWHERE


def to_doc(outcome: Outcome) -> Doc:
    """The outcome as the journal keeps it."""
    doc: Doc = {"mutation": outcome.mutation, "stamp": outcome.stamp, "seq": outcome.seq}
    if outcome.sets:
        doc["sets"] = dict(outcome.sets)
    return doc


def from_doc(doc: Mapping[str, Json]) -> Outcome:
    """The outcome that a line of the journal holds."""
    return Outcome(
        cast(Doc, doc["mutation"]),
        cast(str, doc["stamp"]),
        cast(int, doc["seq"]),
        cast("Mapping[str, Json]", doc.get("sets", {})),
    )


def apply(before: Record | None, outcome: Outcome, origin: Origin, lead: Record | None) -> Record:
    """The record after an outcome. `lead` is the lead that it hangs on, where it hangs on one."""
    raw = outcome.mutation
    record = before or Record(
        kind=cast(str, raw["kind"]),
        id=cast(str, raw["record"]),
        created=Created(outcome.stamp, origin.user, origin.device, origin.received_at),
    )
    if "patch" in raw:
        record = merge_patch(record, cast("Mapping[str, Json]", raw["patch"]), outcome.stamp)
        record = merge_patch(record, outcome.sets, outcome.stamp)
    else:
        record = merge_deletion(record, outcome.stamp, deleted="delete" in raw)
    done = Done(
        digest=canonical.digest(raw) or "",
        stamp=outcome.stamp,
        segment=origin.place.segment,
        offset=origin.place.offset,
    )
    mutations = {**record.mutations, cast(str, raw["id"]): done}
    return placed(
        replace(record, mutations=mutations),
        audiences_of(record, origin.dealer, lead),
        outcome.seq,
        outcome.stamp,
    )


def placed(record: Record, audiences: frozenset[str], seq: int, stamp: str) -> Record:
    """The record as a new version, in these audiences; what it left is noted with the stamp of the change."""
    left = tuple(
        Left(name, since, seq, stamp)
        for name, since in sorted(record.audiences.items())
        if name not in audiences
    )
    return replace(
        record,
        seq=seq,
        audiences={name: record.audiences.get(name, seq) for name in sorted(audiences)},
        losses=record.losses + left,
    )


def audiences_of(record: Record, dealer: str | None, lead: Record | None) -> frozenset[str]:
    """Who sees a record: a lead by its owner and dealer, what hangs on it as the lead, one's own by its user."""
    sight = KINDS[record.kind].sight
    if sight is Sight.LEAD:
        return of_lead((lead or record).fields)
    if sight is Sight.OWN:
        if record.audiences:
            return frozenset(record.audiences)
        own = {ALL_LEADS, of_user(record.created.by or "")}
        return frozenset(own | {of_dealer(dealer)} if dealer else own)
    if sight is Sight.DEALER:
        return frozenset({of_people(str(record.fields["dealer"]))})
    return frozenset({EVERYONE})
