"""Changes that the office makes to the reference kinds: mutations like any other, stamped by the server's clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from leadpwa.json_types import Doc, Json
from leadpwa.store.protocol import USER, Key
from leadpwa.sync import clock
from leadpwa.sync.ids import uuid7
from leadpwa.sync.ledger import Ledger
from leadpwa.sync.outcome import Origin
from leadpwa.sync.people import Former, User, from_row, to_row


@dataclass(frozen=True, slots=True)
class Clock:
    """The server's time and the node of its stamps."""

    now_ms: Callable[[], int]
    node: str

    def origin(self) -> Origin:
        """Of a batch that no phone sent."""
        return Origin(None, None, None, clock.time_text(self.now_ms()))


def record_changed(ledger: Ledger, kind: str, id_: str, fields: Mapping[str, Json], time: Clock) -> str:
    """Enter new values of a record of the server's own (dealer, event, user, rules, order); the stamp given."""
    stamp = clock.server_stamp(time.now_ms(), ledger.greatest, time.node)
    mutation: Doc = {
        "id": uuid7(time.now_ms()),
        "kind": kind,
        "record": id_,
        "hlc": str(stamp),
        "patch": dict(fields),
    }
    ledger.enter(mutation, stamp, {})
    return str(stamp)


def user_changed(ledger: Ledger, user: User, time: Clock, more: Mapping[str, Json] | None = None) -> User:
    """Enter a user, and `more` fields of the record: the row by which they are judged, and what phones see.

    Where roles or dealer change, the view counts up; what was seen before is kept for work done before.
    """
    row = ledger.row(Key(USER, user.id))
    before = from_row(user.id, row) if row is not None else None
    fields: Doc = {"name": user.name, "roles": list(user.roles), **(more or {})}
    if user.dealer is not None or (before is not None and before.dealer is not None):
        fields["dealer"] = user.dealer
    stamp = record_changed(ledger, "user", user.id, fields, time)
    if before is None:
        # What was lost before somebody came was never theirs.
        user = replace(user, since=stamp)
    else:
        user = replace(user, view=before.view, since=before.since, former=before.former)
        if before.reads != user.reads:
            # Kept for good: an erasure tells everybody who ever saw the lead.
            former = (*before.former, Former(before.reads, before.since, stamp))
            user = replace(user, view=before.view + 1, since=stamp, former=former)
    ledger.put_person(Key(USER, user.id), to_row(user))
    return user
