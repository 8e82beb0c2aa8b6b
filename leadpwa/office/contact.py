"""When a device was last heard of, though it may only have pulled."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import cast

from leadpwa.errors import StoreError
from leadpwa.store.protocol import SEEN, Decision, Key, Store, View
from leadpwa.sync import clock
from leadpwa.sync.identity import Sender
from leadpwa.sync.ledger import Ledger
from leadpwa.sync.outcome import Origin

# A phone that syncs every minute must not write every minute.
APART_MS = 15 * 60_000


def note_contact(store: Store, sender: Sender, now_ms: int, offset: int) -> None:
    """Keep that a device was in contact and how far its clock was off, unless that was kept just now; never fails."""
    with store.reading() as reading:
        row = reading.get(Key(SEEN, sender.device))
    lately = row is not None and now_ms - _ms(str(row["at"])) < APART_MS
    same_clock = row is not None and abs(cast(int, row.get("offset", 0)) - offset) <= clock.OFFSET_IGNORED_MS
    if lately and same_clock:
        return

    def decide(view: View) -> Decision[None]:
        ledger = Ledger(
            view, Origin(sender.user, sender.device, None, clock.time_text(now_ms), offset=offset)
        )
        ledger.note_contact()
        return ledger.decision(None)

    with suppress(StoreError):
        store.transact(decide)


def _ms(text: str) -> int:
    return clock.instant_ms(datetime.fromisoformat(text))
