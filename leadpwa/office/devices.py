"""The list of devices, and taking one off it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from leadpwa.errors import Refused
from leadpwa.json_types import Doc
from leadpwa.office.people import may_manage
from leadpwa.office.server_changes import Clock
from leadpwa.store.protocol import DEVICE, SEEN, USER, Decision, Key, Store, View
from leadpwa.sync import clock
from leadpwa.sync.ledger import Ledger
from leadpwa.sync.people import User, from_row

# Who took a device off: its own user, or somebody else.
OWN, OFFICE = "user", "office"


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


def list_devices(store: Store, by: User | None = None) -> list[Device]:
    """Every device that was ever paired, by user and name; of those that are for `by` to see, where given."""
    with store.reading() as reading:
        users = {id_: from_row(id_, row) for id_, row in reading.rows(USER)}
        seen = {id_: cast(str, row["at"]) for id_, row in reading.rows(SEEN)}
        found = [
            _device(id_, row, users[cast(str, row["user"])], seen.get(id_))
            for id_, row in reading.rows(DEVICE)
            if by is None or by.id == row["user"] or may_manage(by, users[cast(str, row["user"])])
        ]
    return sorted(found, key=lambda device: (device.user_name, device.name, device.id))


def revoke(store: Store, device: str, time: Clock, by: User | None = None, *, wipe: bool = False) -> None:
    """Take a device off: its token counts no more from now on. `by` is who asks, None the command line.

    With `wipe` the phone is told to drop unsent work too, instead of sealing it to be handed in.

    Raises:
        Refused: not_found, where there is no such device or it is not for `by` to take off.
    """

    def decide(view: View) -> Decision[None]:
        row = view.get(Key(DEVICE, device))
        owner = view.get(Key(USER, cast(str, row["user"]))) if row is not None else None
        if row is None or owner is None or not _may_revoke(by, from_row(cast(str, row["user"]), owner)):
            said = f"There is no device {device}. Nothing was changed. `leadpwa devices` shows them."
            raise Refused("not_found", said)
        ledger = Ledger(view, time.origin())
        if row["revoked_at"] is None:
            at = clock.time_text(time.now_ms())
            whose = OWN if by is not None and by.id == row["user"] else OFFICE
            ledger.put_person(
                Key(DEVICE, device), {**row, "revoked_at": at, "revoked_by": whose, "wipe": wipe}
            )
        return ledger.decision(None)

    store.transact(decide)


def _may_revoke(by: User | None, owner: User) -> bool:
    return by is None or by.id == owner.id or may_manage(by, owner)


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
