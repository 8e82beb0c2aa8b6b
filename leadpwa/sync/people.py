"""Who somebody is, and which audiences they read. The one way of judging who sees what is `may_see`.

Every record stands in audiences, every user reads some; a user sees a record when the two meet. The store keeps its
indexes by the same names, so that what is asked for and what is judged can't differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from leadpwa.json_types import Doc

ADVISOR = "advisor"
MANAGER = "manager"
HQ = "hq"
ADMIN = "admin"
ROLES = (ADVISOR, MANAGER, HQ, ADMIN)

EVERYONE = "everyone"
ALL_LEADS = "leads"


@dataclass(frozen=True, slots=True)
class Former:
    """What a user read before their role or dealer changed: until which stamp, and from when."""

    reads: frozenset[str]
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class User:
    """A person with roles. `view` counts up when roles or dealer change; `since` is the stamp of that."""

    id: str
    name: str
    roles: tuple[str, ...]
    dealer: str | None
    view: int = 1
    since: str = ""
    former: tuple[Former, ...] = ()

    @property
    def reads(self) -> frozenset[str]:
        """The audiences that this user reads now."""
        found = {EVERYONE, of_user(self.id)}
        if HQ in self.roles:
            found.add(ALL_LEADS)
        if self.dealer is not None:
            found.add(of_people(self.dealer))
        if self.dealer is not None and MANAGER in self.roles:
            found.add(of_dealer(self.dealer))
        if self.dealer is not None and ADVISOR in self.roles:
            found.add(of_advisor(self.dealer, self.id))
        return frozenset(found)

    def has(self, *roles: str) -> bool:
        """Whether the user has one of these roles."""
        return any(role in self.roles for role in roles)


def of_user(user: str) -> str:
    """The audience of what is one user's own."""
    return f"user:{user}"


def of_dealer(dealer: str) -> str:
    """The audience of a dealer's managers."""
    return f"dealer:{dealer}"


def of_people(dealer: str) -> str:
    """The audience of everybody at a dealer."""
    return f"people:{dealer}"


def of_advisor(dealer: str, user: str) -> str:
    """The audience of one advisor's leads at one dealer: an owner who moved away owns nothing there."""
    return f"advisor:{dealer}:{user}"


def of_lead(fields: Mapping[str, object]) -> frozenset[str]:
    """Who sees a lead, and all that hangs on it."""
    dealer, owner = fields.get("dealer"), fields.get("owner")
    found = {ALL_LEADS}
    if isinstance(dealer, str):
        found.add(of_dealer(dealer))
        if isinstance(owner, str):
            found.add(of_advisor(dealer, owner))
    return frozenset(found)


def may_see(user: User, audiences: Iterable[str]) -> bool:
    """Whether a user sees what stands in these audiences."""
    return not user.reads.isdisjoint(audiences)


def ever_saw(user: User, audiences: Iterable[str], losses: Iterable[tuple[str, str]]) -> bool:
    """Whether a user sees, or ever saw, what stands in these audiences and left others at these stamps."""
    if may_see(user, audiences):
        return True
    periods = [(user.reads, user.since), *((former.reads, former.since) for former in user.former)]
    now = dict.fromkeys(audiences, "~")
    return any(
        name in reads and since <= left for reads, since in periods for name, left in [*losses, *now.items()]
    )


def to_row(user: User) -> Doc:
    """The user as a row of the store."""
    return {
        "name": user.name,
        "roles": list(user.roles),
        "dealer": user.dealer,
        "view": user.view,
        "since": user.since,
        "former": [{"reads": sorted(f.reads), "since": f.since, "until": f.until} for f in user.former],
    }


def from_row(id_: str, row: Mapping[str, object]) -> User:
    """The user that a row holds."""
    former = cast("list[dict[str, object]]", row["former"])
    return User(
        id=id_,
        name=cast(str, row["name"]),
        roles=tuple(cast("list[str]", row["roles"])),
        dealer=cast("str | None", row["dealer"]),
        view=cast(int, row["view"]),
        since=cast(str, row["since"]),
        former=tuple(
            Former(frozenset(cast("list[str]", f["reads"])), cast(str, f["since"]), cast(str, f["until"]))
            for f in former
        ),
    )
