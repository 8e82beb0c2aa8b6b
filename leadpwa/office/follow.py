"""What the server does once a record has changed: everything that hangs on its own acts, in one place."""

from __future__ import annotations

from leadpwa.office import orders
from leadpwa.sync import known
from leadpwa.sync.batch import Follow
from leadpwa.sync.known import Recogniser
from leadpwa.sync.ledger import Ledger
from leadpwa.sync.orders import Desk
from leadpwa.sync.record import Record


def followers(recogniser: Recogniser, desk: Desk) -> Follow:
    """The server's own acts: orders first, for they may take the lead from its dealer."""

    def follow(ledger: Ledger, before: Record | None, after: Record, now_ms: int) -> None:
        orders.follow(ledger, after, recogniser.node, desk, now_ms)
        if after.kind == "lead":
            now = ledger.record(after.id)
            assert now is not None, "it was entered"
            known.follow(ledger, before, now, recogniser, now_ms)

    return follow
