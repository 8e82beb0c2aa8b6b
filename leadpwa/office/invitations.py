"""Invitations and pairing: no passwords, one revocable token a device."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import cast

from leadpwa.errors import LeadpwaError, Refused
from leadpwa.json_types import Doc, Json
from leadpwa.office.people import may_manage
from leadpwa.office.server_changes import Clock, user_changed
from leadpwa.store.protocol import DEVICE, INVITATION, TOKEN, USER, Decision, Key, Store, View
from leadpwa.sync import clock
from leadpwa.sync.identity import DAY_MS, token_hash
from leadpwa.sync.ids import is_uuid, uuid7
from leadpwa.sync.ledger import Ledger
from leadpwa.sync.outcome import Origin
from leadpwa.sync.people import ADVISOR, HQ, MANAGER, ROLES, User, from_row

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
MOST_MINUTES = 24 * 60
PRINTED_MINUTES = 7 * MOST_MINUTES
FORMER_DAYS = 90
TOKEN_BYTES = 32
LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


@dataclass(frozen=True, slots=True)
class Invitation:
    """A code that pairs one device, until `expires_ms` since 1970."""

    code: str
    user: str
    expires_ms: int


@dataclass(frozen=True, slots=True)
class Paired:
    """A device that was paired: its token, shown this once, and its user."""

    token: str
    user: User


@dataclass(frozen=True, slots=True)
class Invitee:
    """Whom to invite: somebody new with a role, or `user`, who gets one more device."""

    role: str
    dealer: str | None = None
    name: str | None = None
    user: str | None = None


def invite(store: Store, invitee: Invitee, minutes: int, time: Clock, by: User | None = None) -> Invitation:
    """Make an invitation; somebody new becomes a user at once. `by` is who asks, None the command line.

    Raises:
        LeadpwaError: no such role or dealer, the dealer is missing, or a code for so long is not for this role.
        Refused: not_allowed, where it is not for `by` to invite this person.
    """
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    fresh_id = uuid7(time.now_ms())
    expires = time.now_ms() + minutes * 60_000

    def decide(view: View) -> Decision[Invitation]:
        user = _user_to_invite(view, invitee, fresh_id)
        if by is not None and not may_manage(by, user):
            raise Refused("not_allowed", "A manager invites advisors of their own dealer.", path="role")
        if minutes > MOST_MINUTES and user.roles != (ADVISOR,):
            raise LeadpwaError(
                f"A code for more than a day, as on a printed sheet, is for advisors alone. Nothing was made. "
                f"Take at most {MOST_MINUTES} minutes."
            )
        ledger = Ledger(view, time.origin())
        if view.get(Key(USER, user.id)) is None:
            user_changed(ledger, user, time)
        ledger.put_person(
            Key(INVITATION, _hash(code)), {"user": user.id, "expires_ms": expires, "device": None}
        )
        return ledger.decision(Invitation(code, user.id, expires))

    return store.transact(decide)


def pair(store: Store, code: str, device: str, name: str, time: Clock) -> Paired:
    """Give a device its token; the same code and device again get a fresh one, and the former is void.

    Raises:
        Refused: not_allowed, the same for a wrong, used and expired code.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    key = Key(INVITATION, _hash(code.upper().translate(LOOKALIKES)))

    def decide(view: View) -> Decision[Paired]:
        invitation, known = view.get(key), view.get(Key(DEVICE, device))
        now = time.now_ms()
        if (
            invitation is None
            or cast(int, invitation["expires_ms"]) < now
            or invitation["device"] not in (None, device)
        ):
            raise _wrong_code()
        if known is not None and known["revoked_at"] is not None:
            raise _wrong_code()
        user_id = cast(str, invitation["user"])
        row = view.get(Key(USER, user_id))
        if row is None:
            raise _wrong_code()
        ledger = Ledger(view, Origin(user_id, device, None, clock.time_text(now)))
        if known is not None:
            ledger.put_person(Key(TOKEN, cast(str, known["token"])), None)
        hashed = token_hash(token)
        ledger.put_person(Key(TOKEN, hashed), {"user": user_id, "device": device})
        ledger.put_person(Key(DEVICE, device), _device_row(known, name, user_id, hashed, now))
        ledger.put_person(key, {**invitation, "device": device})
        return ledger.decision(Paired(token, from_row(user_id, row)))

    return store.transact(decide)


def _device_row(known: Doc | None, name: str, user: str, hashed: str, now_ms: int) -> Doc:
    former: list[Json] = []
    if known is not None:
        earliest = clock.time_text(max(0, now_ms - FORMER_DAYS * DAY_MS))
        kept = [entry for entry in cast("list[list[str]]", known["former"]) if entry[1] > earliest]
        # Hash, until when it counted, whose it was: for checking packages of unsent work.
        former = [*kept, [known["token"], clock.time_text(now_ms), known["user"]]]
    return {
        "name": name,
        "user": user,
        "token": hashed,
        "paired_at": clock.time_text(now_ms),
        "revoked_at": None,
        "revoked_by": None,
        "former": former,
    }


def _user_to_invite(view: View, invitee: Invitee, fresh_id: str) -> User:
    if invitee.user is not None:
        row = view.get(Key(USER, invitee.user))
        if row is not None:
            return from_row(invitee.user, row)
        if not is_uuid(invitee.user):
            raise LeadpwaError(
                f"{invitee.user} is not a user id. Nothing was made. `leadpwa devices` shows the ids."
            )
    if invitee.role not in ROLES:
        raise LeadpwaError(f"There is no role {invitee.role}. Nothing was made. Roles: {', '.join(ROLES)}.")
    if invitee.dealer is None and invitee.role in (ADVISOR, MANAGER):
        raise LeadpwaError(f"A {invitee.role} belongs to a dealer. Nothing was made. Add --dealer CODE.")
    if invitee.dealer is not None and not _is_dealer(view, invitee.dealer):
        raise LeadpwaError(f"There is no dealer {invitee.dealer}. Nothing was made.")
    dealer = None if invitee.role == HQ else invitee.dealer
    name = invitee.name or f"{invitee.role} {invitee.dealer or ''}".strip()
    return User(invitee.user or fresh_id, name, (invitee.role,), dealer)


def _is_dealer(view: View, code: str) -> bool:
    row = view.get(Key("record", code))
    return row is not None and row["kind"] == "dealer"


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _wrong_code() -> Refused:
    return Refused(
        "not_allowed",
        "This pairing code is wrong, was used, or has expired. Nothing on the phone was changed. Ask for a new code.",
    )
