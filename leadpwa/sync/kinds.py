"""The one table of kinds: what creates one, who writes it, whether it only grows. The next kind is a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from leadpwa.sync.fields import ACTIVITY, EXERCISE, LEAD, READING, Check


class Writer(Enum):
    """Who makes changes to a kind."""

    PHONES = "phones"
    SERVER = "server"


class Sight(Enum):
    """By what it is judged who sees a record."""

    LEAD = "as the lead"
    OWN = "its user, the managers of the user's dealer, and head office"
    EVERYONE = "everyone"
    DEALER = "everyone of the dealer that it names"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record."""

    name: str
    writer: Writer
    sight: Sight
    creating: frozenset[str] = frozenset()
    append_only: bool = False
    hangs_on_lead: bool = False
    uuid: bool = True
    checks: Mapping[str, Check] | None = None


SET_FIELDS = frozenset({"models", "competitors", "interests", "tags"})
EARLIEST_WINS = "captured_at"

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("lead", Writer.PHONES, Sight.LEAD, frozenset({"source", "captured_at"}), checks=LEAD),
        Kind(
            "activity",
            Writer.PHONES,
            Sight.LEAD,
            frozenset({"lead", "type"}),
            append_only=True,
            hangs_on_lead=True,
            checks=ACTIVITY,
        ),
        Kind(
            "reading", Writer.PHONES, Sight.OWN, frozenset({"page", "done"}), append_only=True, checks=READING
        ),
        Kind(
            "exercise",
            Writer.PHONES,
            Sight.OWN,
            frozenset({"lesson", "answer"}),
            append_only=True,
            checks=EXERCISE,
        ),
        Kind("user", Writer.SERVER, Sight.EVERYONE),
        Kind("dealer", Writer.SERVER, Sight.EVERYONE, uuid=False),
        Kind("event", Writer.SERVER, Sight.EVERYONE, uuid=False),
        Kind("rules", Writer.SERVER, Sight.EVERYONE, uuid=False),
        Kind("known", Writer.SERVER, Sight.DEALER),
        Kind("dispatch", Writer.SERVER, Sight.LEAD, hangs_on_lead=True),
    )
}

COMPUTED: Mapping[str, frozenset[str]] = {
    "lead": frozenset(
        {
            "mobile_e164",
            "column_now",
            "missing",
            "fell_back_now",
            "withheld",
            "duplicates",
            "received_at",
            "captured_by",
            "device",
            "retain_until",
            "changed_after_delete",
        }
    ),
    "activity": frozenset({"by"}),
    "exercise": frozenset({"mark_checked"}),
}


def is_set(kind: str, field: str) -> bool:
    """Whether a field is a set, merged element by element."""
    return kind == "lead" and field in SET_FIELDS
