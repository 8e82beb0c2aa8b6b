"""When a device was last heard of, though it may only have pulled."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from leadpwa.errors import StoreError
from leadpwa.store.protocol import SEEN, Decision, Key, Store, View
from leadpwa.sync import clock
from leadpwa.sync.identity import Sender
from leadpwa.sync.ledger import Ledger
from leadpwa.sync.outcome import Origin

# A phone that syncs every minute must not write every minute.
APART_MS = 15 * 60_000


def note_contact(store: Store, sender: Sender, now_ms: int) -> None:
    """Keep that a device was in contact, if that was not kept a short while ago. Never a reason to fail."""
    with store.reading() as reading:
        row = reading.get(Key(SEEN, sender.device))
    if row is not None and now_ms - _ms(str(row["at"])) < APART_MS:
        return

    def decide(view: View) -> Decision[None]:
        ledger = Ledger(view, Origin(sender.user, sender.device, None, clock.time_text(now_ms)))
        ledger.note_contact()
        return ledger.decision(None)

    with suppress(StoreError):
        store.transact(decide)


def _ms(text: str) -> int:
    return clock.instant_ms(datetime.fromisoformat(text))
