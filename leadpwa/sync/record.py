"""A record as it stands: fields, stamps, who sees it, and which mutations made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from leadpwa.json_types import Doc, Json
from leadpwa.sync.kinds import KINDS

DELETED = "_deleted"


@dataclass(frozen=True, slots=True)
class Done:
    """A mutation that was applied: fingerprint of its contents, stamp given, place in the journal."""

    digest: str
    stamp: str
    segment: int
    offset: int


@dataclass(frozen=True, slots=True)
class Created:
    """By whom and when: creation stamp, user, device, time of receipt."""

    stamp: str
    by: str | None
    device: str | None
    received_at: str


@dataclass(frozen=True, slots=True)
class Left:
    """An audience that the record left: in it from seq `since`, out of it at `seq`, by the change stamped `stamp`."""

    audience: str
    since: int
    seq: int
    stamp: str


@dataclass(frozen=True, slots=True)
class Record:
    """One record; never changed, only replaced."""

    kind: str
    id: str
    created: Created
    seq: int = 0
    fields: Mapping[str, Json] = field(default_factory=dict)
    stamps: Mapping[str, str] = field(default_factory=dict)
    deleted: bool = False
    mutations: Mapping[str, Done] = field(default_factory=dict)
    audiences: Mapping[str, int] = field(default_factory=dict)
    losses: tuple[Left, ...] = ()

    @property
    def lead(self) -> str | None:
        """The lead that this record hangs on, if it hangs on one."""
        lead = self.fields.get("lead")
        return lead if KINDS[self.kind].hangs_on_lead and isinstance(lead, str) else None

    def consent(self, purpose: str) -> bool | None:
        """Whether this record gives a consent; None where nobody asked."""
        consent = self.fields.get(purpose)
        return consent.get("given") is True if isinstance(consent, Mapping) else None


def to_row(record: Record) -> Doc:
    """The record as a row of the store; what it maps is shared, not copied."""
    made = record.created
    return {
        "kind": record.kind,
        "seq": record.seq,
        "fields": record.fields,
        "stamps": record.stamps,
        "deleted": record.deleted,
        "created": [made.stamp, made.by, made.device, made.received_at],
        "mutations": {id_: [d.digest, d.stamp, d.segment, d.offset] for id_, d in record.mutations.items()},
        "audiences": record.audiences,
        "losses": [
            {"audience": left.audience, "since": left.since, "seq": left.seq, "stamp": left.stamp}
            for left in record.losses
        ],
    }


def from_row(id_: str, row: Mapping[str, Json]) -> Record:
    """The record that a row holds."""
    made = cast("list[str]", row["created"])
    mutations = cast("Mapping[str, list[Json]]", row["mutations"])
    losses = cast("list[Mapping[str, Json]]", row["losses"])
    return Record(
        kind=cast(str, row["kind"]),
        id=id_,
        created=Created(*made),
        seq=cast(int, row["seq"]),
        fields=cast("Mapping[str, Json]", row["fields"]),
        stamps=cast("Mapping[str, str]", row["stamps"]),
        deleted=cast(bool, row["deleted"]),
        mutations={key: Done(*cast("tuple[str, str, int, int]", done)) for key, done in mutations.items()},
        audiences=cast("Mapping[str, int]", row["audiences"]),
        losses=tuple(Left(**cast("dict[str, str]", dict(left))) for left in losses),  # type: ignore[arg-type]
    )
