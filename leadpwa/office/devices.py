"""The list of devices, and taking one off it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from leadpwa.errors import LeadpwaError
from leadpwa.json_types import Doc
from leadpwa.office.server_changes import Clock
from leadpwa.store.protocol import DEVICE, SEEN, USER, Decision, Key, Store, View
from leadpwa.sync import clock
from leadpwa.sync.ledger import Ledger
from leadpwa.sync.people import User, from_row


@dataclass(frozen=True, slots=True)
class Device:
    """A paired phone or browser."""

    id: str
    name: str
    user: str
    user_name: str
    role: str
    dealer: str | None
    last_seen: str | None
    revoked_at: str | None


def list_devices(store: Store) -> list[Device]:
    """Every device that was ever paired, by user and name."""
    with store.reading() as reading:
        users = {id_: from_row(id_, row) for id_, row in reading.rows(USER)}
        seen = {id_: cast(str, row["at"]) for id_, row in reading.rows(SEEN)}
        found = [
            _device(id_, row, users[cast(str, row["user"])], seen.get(id_))
            for id_, row in reading.rows(DEVICE)
        ]
    return sorted(found, key=lambda device: (device.user_name, device.name, device.id))


def revoke(store: Store, device: str, by: str, time: Clock) -> None:
    """Take a device off: its token counts no more from now on.

    Raises:
        LeadpwaError: no such device.
    """

    def decide(view: View) -> Decision[None]:
        row = view.get(Key(DEVICE, device))
        if row is None:
            raise LeadpwaError(
                f"There is no device {device}. Nothing was changed. `leadpwa devices` shows them."
            )
        ledger = Ledger(view, time.origin())
        if row["revoked_at"] is None:
            at = clock.time_text(time.now_ms())
            ledger.put_person(Key(DEVICE, device), {**row, "revoked_at": at, "revoked_by": by})
        return ledger.decision(None)

    store.transact(decide)


def _device(id_: str, row: Doc, user: User, seen: str | None) -> Device:
    return Device(
        id_,
        cast(str, row["name"]),
        user.id,
        user.name,
        user.roles[0],
        user.dealer,
        seen,
        cast("str | None", row["revoked_at"]),
    )
