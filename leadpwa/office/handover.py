"""Unsent work of one phone, brought in by another or by hand: judged as its origin's, by the origin's clock."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from leadpwa.errors import Refused
from leadpwa.json_types import Json
from leadpwa.office.invitations import FORMER_DAYS
from leadpwa.office.organisation import Keys
from leadpwa.office.sealing import unseal
from leadpwa.store.protocol import DEVICE, SEEN, USER, Key, Store, View
from leadpwa.sync import clock
from leadpwa.sync.batch import Carried, Follow, Received, Result, take_carried
from leadpwa.sync.identity import DAY_MS, Rows
from leadpwa.sync.people import MANAGER, User, from_row

MOST_MUTATIONS = 500


@dataclass(frozen=True, slots=True)
class Package:
    """As it travels: the device that made it, its work as text, and by which token it was made."""

    device: str
    body: str
    mac: str


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who brings it, on which device."""

    user: User
    device: str


def hand_in(
    store: Store,
    package: Package,
    carrier: Carrier | None,
    keys: Keys,
    follow: Follow,
    now_ms: int,
    check_sizes: Callable[[Sequence[Json]], None],
) -> list[Result]:
    """Take a package in. `carrier` None: by hand, at the server.

    Raises:
        Refused: not_allowed (wrong mac, or not for this carrier), invalid, too_large.
    """
    with store.reading() as reading:
        user_id = _origin(reading, package, now_ms)
        seen = reading.get(Key(SEEN, package.device)) or {}
        _check_carrier(reading, package.device, user_id, carrier)
    mutations = _mutations(package.body, keys)
    check_sizes(mutations)

    def user_of(view: View) -> User:
        row = view.get(Key(USER, user_id))
        if row is None:
            raise _wrong()
        return from_row(user_id, row)

    offset = cast(int, seen.get("offset", 0))
    carried = Carried(user_of, package.device, carrier.device if carrier is not None else "office")
    return take_carried(store, carried, mutations, Received(now_ms, now_ms, now_ms + offset), follow)


def _origin(rows: Rows, package: Package, now_ms: int) -> str:
    """The user whose token made the mac: the device's token, or a former one of the last 90 days."""
    row = rows.get(Key(DEVICE, package.device))
    if row is None:
        raise _wrong()
    earliest = clock.time_text(max(0, now_ms - FORMER_DAYS * DAY_MS))
    tokens = [(cast(str, row["token"]), cast(str, row["user"]))]
    for hashed, until, user in cast("list[list[str]]", row["former"]):
        if until > earliest:
            tokens.append((hashed, user))
    for hashed, user in tokens:
        made = hmac.new(bytes.fromhex(hashed), package.body.encode(), hashlib.sha256).hexdigest()
        if hmac.compare_digest(made.encode(), package.mac.lower().encode()):
            return user
    raise _wrong()


def _check_carrier(rows: Rows, device: str, user_id: str, carrier: Carrier | None) -> None:
    row = rows.get(Key(DEVICE, device)) or {}
    if carrier is None or row.get("revoked_at") is None:
        return
    user = rows.get(Key(USER, user_id)) or {}
    if not carrier.user.has(MANAGER) or carrier.user.dealer != user.get("dealer"):
        raise Refused("not_allowed", "This phone was taken off: a manager of its dealer brings its work in.")


def _mutations(body: str, keys: Keys) -> Sequence[Json]:
    document = _json(body)
    if isinstance(document, dict) and "ct" in document:
        document = _json(unseal(document, keys.recovery_kid, keys.recovery_private))
    found = document.get("mutations") if isinstance(document, dict) else None
    if not isinstance(found, list):
        raise Refused("invalid", "The package holds no mutations.", path="body")
    if len(found) > MOST_MUTATIONS:
        raise Refused(
            "too_large", f"A package holds at most {MOST_MUTATIONS} mutations. Nothing was applied."
        )
    return found


def _json(text: str | bytes) -> Json:
    def no_constant(name: str) -> None:
        raise ValueError(name)

    try:
        found: Json = json.loads(text, parse_constant=no_constant)
    except (ValueError, RecursionError):
        raise Refused("invalid", "The package's body is not JSON in UTF-8.", path="body") from None
    return found


def _wrong() -> Refused:
    return Refused("not_allowed", "This package was altered, or was made by no phone that is paired here.")
