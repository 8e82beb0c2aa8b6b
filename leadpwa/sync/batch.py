"""The one use case: take a batch of mutations, judge each alone, answer each by its id."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from leadpwa.errors import Refused
from leadpwa.json_types import Doc, Json
from leadpwa.store.protocol import ERASED, Decision, Key, Store, View
from leadpwa.sync import clock, judge
from leadpwa.sync.canonical import GREATEST_INTEGER
from leadpwa.sync.identity import Sender, sender_now
from leadpwa.sync.kinds import Sight
from leadpwa.sync.ledger import Ledger
from leadpwa.sync.mutation import Mutation, read_head
from leadpwa.sync.outcome import Origin
from leadpwa.sync.people import User
from leadpwa.sync.record import Record


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one mutation. `stamp` is set where it is another than was sent."""

    id: Json
    status: str
    stamp: str | None = None
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """When a batch came, by the server's clock, and what the client's clock said then. Milliseconds since 1970."""

    head_ms: int
    now_ms: int
    client_now_ms: int
    rules: str | None = None


class Follow(Protocol):
    """What the server itself does once a record has changed, within the same commit."""

    def __call__(self, ledger: Ledger, before: Record | None, after: Record, now_ms: int, /) -> None: ...


def take(
    store: Store, sender: Sender, mutations: Sequence[Json], received: Received, follow: Follow
) -> list[Result]:
    """Apply what can be applied, keep it, and say what became of each, in the order sent.

    Raises:
        Refused: the sender's token counts no more; nothing was applied.
        StoreError: nothing was kept.
    """
    carried = Carried(lambda view: sender_now(view, sender), sender.device, None)
    return take_carried(store, carried, mutations, received, follow)


@dataclass(frozen=True, slots=True)
class Carried:
    """Whose work it is, made on which device, and brought by which other (None: by itself)."""

    user_of: Callable[[View], User]
    device: str
    by: str | None


def take_carried(
    store: Store, carried: Carried, mutations: Sequence[Json], received: Received, follow: Follow
) -> list[Result]:
    """As `take`, for work that may have come in another's pocket: judged as its maker's all the same."""
    offset = clock.offset_ms(received.client_now_ms, received.head_ms)

    def decide(view: View) -> Decision[list[Result]]:
        user = carried.user_of(view)
        at = clock.time_text(received.now_ms)
        origin = Origin(user.id, carried.device, user.dealer, at, received.rules, offset, carried.by)
        ledger = Ledger(view, origin)
        return ledger.decision(
            [_one(ledger, user, raw, follow, offset=offset, now_ms=received.now_ms) for raw in mutations]
        )

    return store.transact(decide)


def _one(ledger: Ledger, user: User, raw: Json, follow: Follow, *, offset: int, now_ms: int) -> Result:
    id_ = _id_as_sent(raw)
    try:
        mutation = read_head(raw)
        sent = mutation.sent
        stamp = _stamp(ledger, mutation, offset=offset, now_ms=now_ms)
        lead = _named_lead(ledger, mutation)
        judge.check_erased(_erased_row(ledger, mutation), user)
        standing = ledger.record(mutation.record)
        hangs_on = ledger.record(standing.lead) if standing is not None and standing.lead else None
        earlier = judge.judge(mutation, stamp, standing, hangs_on or lead, user, now_ms)
    except Refused as refused:
        return Result(id_, "refused", refused=refused)
    if earlier is not None:
        given = earlier.done.stamp
        return Result(id_, "duplicate", stamp=given if given != str(sent) else None)
    assert stamp is not None, "a stamp that can't be read was refused"
    before = ledger.record(mutation.record)
    ledger.enter(mutation.raw, stamp, _sets(ledger, mutation, user))
    after = ledger.record(mutation.record)
    assert after is not None, "it was entered"
    follow(ledger, before, after, now_ms)
    return Result(id_, "applied", stamp=str(stamp) if stamp != sent else None)


def _id_as_sent(raw: Json) -> Json:
    """The id of a mutation as it was sent, null where it is none that an answer can carry."""
    id_ = raw.get("id") if isinstance(raw, dict) else None
    if isinstance(id_, int | float):
        return id_ if abs(id_) <= GREATEST_INTEGER else None
    return id_ if isinstance(id_, str) else None


def _stamp(ledger: Ledger, mutation: Mutation, *, offset: int, now_ms: int) -> clock.Stamp | None:
    sent = mutation.sent
    if sent is None:
        return None
    greatest = clock.parse(ledger.greatest)
    return clock.give(
        sent,
        offset=0 if "stamp" in mutation.raw else offset,
        now_ms=max(now_ms, greatest.ms if greatest is not None else 0),
        before=ledger.node(sent.node),
    )


def _erased_row(ledger: Ledger, mutation: Mutation) -> Doc | None:
    """The row of the erased record that a mutation is of, or would hang on."""
    lead = mutation.patch.get("lead") if mutation.kind.hangs_on_lead else None
    named = ledger.row(Key(ERASED, lead)) if isinstance(lead, str) else None
    return ledger.row(Key(ERASED, mutation.record)) or named


def _named_lead(ledger: Ledger, mutation: Mutation) -> Record | None:
    lead = mutation.patch.get("lead") if mutation.kind.hangs_on_lead else None
    found = ledger.record(lead) if isinstance(lead, str) else None
    return found if found is not None and found.kind == "lead" else None


def _sets(ledger: Ledger, mutation: Mutation, user: User) -> dict[str, Json]:
    """Whose a new record is comes from the token; a lead of head office's own belongs to no dealer."""
    if ledger.record(mutation.record) is not None:
        return {}
    sets: dict[str, Json] = {}
    if mutation.kind.sight is Sight.OWN:
        sets = {"user": user.id}
    elif mutation.kind.name == "lead":
        sets = {"owner": user.id, "dealer": user.dealer} if user.dealer is not None else {"owner": user.id}
    return {name: value for name, value in sets.items() if name not in mutation.patch}
