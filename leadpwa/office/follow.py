"""What the server does once a record has changed: everything that hangs on its own acts, in one place."""

from __future__ import annotations

from leadpwa.sync import known
from leadpwa.sync.batch import Follow
from leadpwa.sync.known import Recogniser
from leadpwa.sync.ledger import Ledger
from leadpwa.sync.record import Record


def followers(recogniser: Recogniser) -> Follow:
    """The server's own acts."""

    def follow(ledger: Ledger, before: Record | None, after: Record, now_ms: int) -> None:
        known.follow(ledger, before, after, recogniser, now_ms)

    return follow
