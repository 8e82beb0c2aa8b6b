"""Who sends: the device and user behind a token."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Protocol, cast

from leadpwa.errors import Refused
from leadpwa.json_types import Doc
from leadpwa.store.protocol import DEVICE, TOKEN, USER, Key
from leadpwa.sync.people import User, from_row


@dataclass(frozen=True, slots=True)
class Sender:
    """A device that showed its token."""

    user: str
    device: str
    token_hash: str


class Rows(Protocol):
    """Anything that rows can be read from."""

    def get(self, key: Key, /) -> Doc | None: ...


def token_hash(token: str) -> str:
    """What the server keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def sender_of(rows: Rows, token: str) -> Sender:
    """The sender that a token stands for.

    Raises:
        Refused: unauthorised, or revoked (`path` says by whom).
    """
    hashed = token_hash(token)
    row = rows.get(Key(TOKEN, hashed))
    if row is None:
        raise Refused("unauthorised", "This phone is not paired here, or was paired anew since.")
    sender = Sender(cast(str, row["user"]), cast(str, row["device"]), hashed)
    sender_now(rows, sender)
    return sender


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
        raise Refused("revoked", "This phone was taken off the list.", path=cast(str, device["revoked_by"]))
    if device["token"] != sender.token_hash:
        raise Refused("unauthorised", "This phone was paired anew since; the older token counts no more.")
    return from_row(sender.user, user)
