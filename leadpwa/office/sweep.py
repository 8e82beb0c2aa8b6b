"""What is done once a day without anybody asking: erase what waited for consent, dispatch, note what lapsed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from functools import partial

from leadpwa.domain.calendar import zone_of
from leadpwa.errors import LeadpwaError
from leadpwa.office import orders
from leadpwa.office.dispatch import Asked, Office, run
from leadpwa.office.waiting import wipe_what_waited
from leadpwa.store.protocol import RECORD, Decision, Store, View
from leadpwa.sync.ledger import Ledger

log = logging.getLogger(__name__)


def sweep(store: Store, office: Office) -> None:
    """One round."""
    wipe_what_waited(store, office.desk, office.time)
    run(store, office, Asked())
    with store.reading() as reading:
        ids = [id_ for id_, row in reading.rows(RECORD) if row["kind"] == "dispatch"]

    def decide(view: View) -> Decision[None]:
        ledger = Ledger(view, office.time.origin())
        now_ms = office.time.now_ms()
        put = partial(orders.enter, ledger, office.time.node, now_ms)
        for id_ in ids:
            orders.bring_up(ledger, id_, put, office.desk, now_ms)
        return ledger.decision(None)

    store.transact(decide)


def next_sweep(now_ms: int, office: Office) -> datetime:
    """The next time at which the rules' hour strikes in the organisation's zone."""
    zone, hour = zone_of(office.desk.timezone), office.desk.rules.dispatch.sweep_hour
    now = datetime.fromtimestamp(now_ms / 1000, UTC).astimezone(zone)
    today = datetime.combine(now.date(), time(hour), zone)
    return today if today > now else datetime.combine(now.date() + timedelta(1), time(hour), zone)


def sweep_daily(store: Store, office: Office, ended: threading.Event) -> Callable[[], None]:
    """Sweep every day in a thread of its own, until `ended`; what waits for that thread."""

    def rounds() -> None:
        while True:
            due = next_sweep(office.time.now_ms(), office)
            while (left := due.timestamp() - office.time.now_ms() / 1000) > 0:
                # A clock that is set, or a machine that slept, must not move the hour.
                if ended.wait(min(left, 60)):
                    return
            with suppress(LeadpwaError):
                sweep(store, office)
                log.info("swept: dispatch and limits")

    thread = threading.Thread(target=rounds, name="sweep", daemon=True)
    thread.start()
    return thread.join
