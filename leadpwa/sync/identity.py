"""Who sends: the device and user behind a token."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast

from leadpwa.errors import Refused
from leadpwa.json_types import Doc
from leadpwa.store.protocol import DEVICE, TOKEN, USER, Key
from leadpwa.sync import clock
from leadpwa.sync.people import User, from_row

DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Sender:
    """A device that showed its token."""

    user: str
    device: str
    token_hash: str


class Revoked(Refused):
    """The device was taken off: by its user or by the office, who may also want unsent work dropped."""

    def __init__(self, by: str, *, wipe: bool) -> None:
        super().__init__("revoked", "This phone was taken off the list.")
        self.by = by
        self.wipe = wipe


class Rows(Protocol):
    """Anything that rows can be read from."""

    def get(self, key: Key, /) -> Doc | None: ...


def token_hash(token: str) -> str:
    """What the server keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def sender_of(rows: Rows, token: str, now_ms: int, token_days: int | None = None) -> Sender:
    """The sender that a token stands for; with `token_days` it stands for nobody so many days after pairing.

    Raises:
        Refused: unauthorised, expired, or revoked.
    """
    hashed = token_hash(token)
    row = rows.get(Key(TOKEN, hashed))
    if row is None:
        raise Refused("unauthorised", "This phone is not paired here, or was paired anew since.")
    sender = Sender(cast(str, row["user"]), cast(str, row["device"]), hashed)
    sender_now(rows, sender)
    if token_days is not None and _paired_ms(rows, sender) + token_days * DAY_MS <= now_ms:
        raise Refused(
            "expired", "The pairing has ended. Pair again as the same user; unsent work goes out then."
        )
    return sender


def _paired_ms(rows: Rows, sender: Sender) -> int:
    device = rows.get(Key(DEVICE, sender.device)) or {}
    return clock.instant_ms(datetime.fromisoformat(str(device["paired_at"])))


def sender_now(rows: Rows, sender: Sender) -> User:
    """The user behind a sender, as of now.

    Raises:
        Refused: revoked or unauthorised since the token was looked at.
    """
    device = rows.get(Key(DEVICE, sender.device))
    user = rows.get(Key(USER, sender.user))
    if device is None or user is None:
        raise Refused("unauthorised", "This phone is not paired here any more.")
    if device.get("revoked_at") is not None:
        raise Revoked(cast(str, device["revoked_by"]), wipe=device.get("wipe") is True)
    if device["token"] != sender.token_hash:
        raise Refused("unauthorised", "This phone was paired anew since; the older token counts no more.")
    return from_row(sender.user, user)
