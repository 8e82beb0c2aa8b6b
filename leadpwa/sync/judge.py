"""Whether a mutation is taken: by itself, by the sender's token, and by whether the sender may see the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from leadpwa.errors import Refused
from leadpwa.json_types import Doc, Json
from leadpwa.sync import canonical, clock
from leadpwa.sync.kinds import Sight
from leadpwa.sync.mutation import Mutation, check
from leadpwa.sync.people import ADMIN, HQ, MANAGER, User, may_see
from leadpwa.sync.record import Done, Record

# Work done before a record was lost counts for so long.
LOST_COUNTS_MS = 30 * 24 * 3600 * 1000


def unknown() -> Refused:
    """The one answer for a record that does not exist and for a stranger's: nobody learns which."""
    said = "This record is not known here, or not yet. It is kept on the phone and sent again."
    return Refused("unknown_record", said, retry=True)


def check_erased(row: Doc | None, user: User) -> None:
    """What comes late for an erased record: those who ever saw it are told so, to others it never was.

    Raises:
        Refused: erased, or unknown_record.
    """
    if row is None:
        return
    if user.id not in cast("list[str]", row["users"]):
        raise unknown()
    raise Refused("erased", "This person's data were erased. Nothing of them is kept here or on the phone.")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The mutation was applied before; what was done then."""

    done: Done


def judge(
    mutation: Mutation,
    stamp: clock.Stamp | None,
    standing: Record | None,
    lead: Record | None,
    user: User,
    now_ms: int,
) -> Duplicate | None:
    """None where the mutation is to be applied, the earlier application where it was.

    `stamp` is the one it would be given (None: its clock can't be read); `lead` the one that the standing record hangs
    on, else the one that the mutation names.

    Raises:
        Refused: with the protocol's code; `unknown_record` is the same whether the record is unknown or a stranger's.
    """
    done = standing.mutations.get(mutation.id) if standing is not None else None
    if done is not None:
        # Answered as before, also where the phone has learnt of another error of its clock since.
        stamp = clock.parse(done.stamp)
    if standing is None:
        if not mutation.creates:
            raise unknown()
    elif not may_write(user, lead if standing.lead and lead is not None else standing, stamp, now_ms):
        # What hangs on a lead is judged by it: the giver of a lead never was among those who see late work of theirs.
        raise unknown()
    if (
        mutation.kind.hangs_on_lead
        and mutation.creates
        and (lead is None or not may_write(user, lead, stamp, now_ms))
    ):
        raise unknown()
    if done is not None:
        if done.digest == canonical.digest(mutation.raw):
            return Duplicate(done)
        raise Refused("id_reused", "This id stands for another change already.", path="id")
    check(mutation)
    if standing is not None:
        if standing.kind != mutation.kind.name:
            raise Refused("invalid", "The id belongs to a record of another kind.", path="record")
        if mutation.kind.append_only:
            raise Refused("append_only", "What was written here stays as it is; a correction is a new entry.")
    _check_role(mutation, user)
    return None


def may_write(user: User, record: Record, stamp: clock.Stamp | None, now_ms: int) -> bool:
    """Whether the sender sees the record now, or saw it when the change was made, less than 30 days ago."""
    if may_see(user, record.audiences):
        return True
    if stamp is None:
        return False
    at = str(stamp)
    earliest = now_ms - LOST_COUNTS_MS
    seen_now_or_lost = set(record.audiences)
    for left in record.losses:
        if at <= left.stamp and _ms(left.stamp) > earliest:
            seen_now_or_lost.add(left.audience)
    if at >= user.since and may_see(user, seen_now_or_lost):
        return True
    return any(
        former.since <= at <= former.until
        and _ms(former.until) > earliest
        and not former.reads.isdisjoint(seen_now_or_lost)
        for former in user.former
    )


def _ms(stamp: str) -> int:
    parsed = clock.parse(stamp)
    return parsed.ms if parsed is not None else 0


def _check_role(mutation: Mutation, user: User) -> None:
    raw = mutation.raw
    if mutation.kind.sight is Sight.OWN and mutation.patch.get("user", user.id) != user.id:
        raise Refused("not_allowed", "Whose this is comes from the pairing.", path="patch.user")
    if mutation.kind.name != "lead":
        return
    if user.roles == (ADMIN,):
        raise Refused("not_allowed", "An administrator sees and writes no leads.")
    if "restore" in raw and not user.has(MANAGER, HQ):
        raise Refused("not_allowed", "A manager or head office restores what was deleted.", path="restore")
    if "patch" in raw:
        _check_fields(mutation.patch, user)


def _check_fields(patch: Mapping[str, Json], user: User) -> None:
    for name, allowed in (("outcome_confirmed", (MANAGER, HQ)), ("merged_into", (MANAGER,))):
        if name in patch and not user.has(*allowed):
            raise Refused("not_allowed", "That is not for this role to decide.", path=f"patch.{name}")
    if "owner" in patch and patch["owner"] != user.id and not user.has(MANAGER):
        raise Refused("not_allowed", "A manager says whose lead it is.", path="patch.owner")
    if "dealer" in patch and patch["dealer"] != user.dealer and not user.has(HQ):
        raise Refused("not_allowed", "Head office says which dealer has a lead.", path="patch.dealer")
