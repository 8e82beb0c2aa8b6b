"""Erasing a person: contents, history, activities go for good; who ever saw them is told, late work is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from leadpwa.errors import Refused
from leadpwa.json_types import Doc
from leadpwa.office import orders
from leadpwa.office.server_changes import Clock
from leadpwa.store.protocol import DEVICE, ERASED, HANGING, RECORD, USER, Decision, Key, Store, View
from leadpwa.sync import clock
from leadpwa.sync.known import Recogniser
from leadpwa.sync.ledger import Ledger
from leadpwa.sync.orders import Desk, is_live
from leadpwa.sync.people import User, ever_saw, from_row
from leadpwa.sync.record import Record

# What stays of an erased lead's: an order is a fact of two dealers and names nobody.
STAYS = frozenset({"dispatch"})


@dataclass(frozen=True, slots=True)
class Erasure:
    """A lead that was erased, and how many phones have yet to hear of it."""

    lead: str
    phones: int


def erase(store: Store, lead: str, recogniser: Recogniser, desk: Desk, time: Clock) -> Erasure:
    """Erase a lead and all that hangs on it; done again, it finishes what was begun.

    Raises:
        Refused: not_found.
    """
    with store.reading() as reading:
        users = [from_row(id_, row) for id_, row in reading.rows(USER)]
        devices = [cast(str, row["user"]) for _, row in reading.rows(DEVICE) if row["revoked_at"] is None]

    def decide(view: View) -> Decision[tuple[frozenset[str], frozenset[str]]]:
        row = view.get(Key(ERASED, lead))
        if row is not None:
            ids = cast("list[str]", row["with"])
            return Decision((frozenset([lead, *ids]), frozenset(cast("list[str]", row["users"]))))
        ledger = Ledger(view, time.origin())
        record = ledger.record(lead)
        if record is None or record.kind != "lead":
            raise Refused("not_found", "There is no such lead. Nothing was erased.")
        saw = sorted({user.id for user in users if _saw(user, record)} | {record.created.by or ""} - {""})
        hung = cast("list[str]", (ledger.row(Key(HANGING, lead)) or {"ids": []})["ids"])
        gone = [id_ for id_ in hung if (r := ledger.record(id_)) is not None and r.kind not in STAYS]
        gone += _known_of(ledger, record, recogniser)
        at = clock.time_text(time.now_ms())
        day = orders.today(desk, time.now_ms()).isoformat()
        for order in orders.of_lead(ledger, lead, "dispatch"):
            if is_live(order):
                ended: Doc = {"end": "erased", "ended_on": day, "state": "erased"}
                orders.enter(ledger, recogniser.node, time.now_ms(), "dispatch", order.id, ended)
        for id_ in (lead, *gone):
            one = ledger.record(id_)
            assert one is not None
            entry: Doc = {"seq": ledger.seq + 1, "at": at, "kind": one.kind, "users": list(saw)}
            ledger.erase(id_, {**entry, "with": list(gone)} if id_ == lead else entry)
        return ledger.decision((frozenset([lead, *gone]), frozenset(saw)))

    ids, saw = store.transact(decide)
    store.scrub(ids)
    return Erasure(lead, sum(user in saw for user in devices))


def _saw(user: User, record: Record) -> bool:
    return ever_saw(user, record.audiences, [(left.audience, left.stamp) for left in record.losses])


def _known_of(ledger: Ledger, lead: Record, recogniser: Recogniser) -> list[str]:
    """The `known` records that ever stood for a lead: of each dealer that had it."""
    audiences = [*lead.audiences, *(left.audience for left in lead.losses)]
    dealers = {name.removeprefix("dealer:") for name in audiences if name.startswith("dealer:")}
    ids = [recogniser.id_of(lead.id, dealer) for dealer in sorted(dealers)]
    return [id_ for id_ in ids if ledger.record(id_) is not None]


def is_erased(store: Store, lead: str) -> bool:
    """Whether a lead was erased."""
    with store.reading() as reading:
        return reading.get(Key(ERASED, lead)) is not None and reading.get(Key(RECORD, lead)) is None
