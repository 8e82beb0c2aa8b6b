"""Changes that the office makes to the reference kinds: mutations like any other, stamped by the server's clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from leadpwa.json_types import Doc, Json
from leadpwa.store.protocol import USER, Key
from leadpwa.sync import clock
from leadpwa.sync.ids import uuid7
from leadpwa.sync.ledger import Ledger
from leadpwa.sync.outcome import Origin
from leadpwa.sync.people import User, to_row


@dataclass(frozen=True, slots=True)
class Clock:
    """The server's time and the node of its stamps."""

    now_ms: Callable[[], int]
    node: str

    def origin(self) -> Origin:
        """Of a batch that no phone sent."""
        return Origin(None, None, None, clock.time_text(self.now_ms()))


def record_changed(ledger: Ledger, kind: str, id_: str, fields: Mapping[str, Json], time: Clock) -> None:
    """Enter new values of a reference record (dealer, event, user, rules)."""
    stamp = clock.server_stamp(time.now_ms(), ledger.greatest, time.node)
    mutation: Doc = {
        "id": uuid7(time.now_ms()),
        "kind": kind,
        "record": id_,
        "hlc": str(stamp),
        "patch": dict(fields),
    }
    ledger.enter(mutation, stamp, {})


def user_changed(ledger: Ledger, user: User, time: Clock) -> None:
    """Enter a user: the row by which they are judged, and the record that phones see."""
    ledger.put_person(Key(USER, user.id), to_row(user))
    fields: Doc = {"name": user.name, "roles": list(user.roles)}
    if user.dealer is not None:
        fields["dealer"] = user.dealer
    record_changed(ledger, "user", user.id, fields, time)
