"""Keeping orders in step: with activities and the lead's fields, and ended where sharing is consented to no more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

from leadpwa.domain.calendar import local_day, zone_of
from leadpwa.json_types import Doc, Json
from leadpwa.store.protocol import HANGING, USER, Key
from leadpwa.sync import clock, consequences, groups
from leadpwa.sync.ids import uuid7
from leadpwa.sync.ledger import Ledger
from leadpwa.sync.orders import Desk, fields_now, is_live
from leadpwa.sync.people import from_row, of_people
from leadpwa.sync.record import Record

Enter = Callable[[str, str, Doc], None]


def enter(ledger: Ledger, node: str, now_ms: int, kind: str, id_: str, patch: Doc) -> None:
    """A mutation of the server's own."""
    stamp = clock.server_stamp(now_ms, ledger.greatest, node)
    mutation: Doc = {"id": uuid7(now_ms), "kind": kind, "record": id_, "hlc": str(stamp), "patch": patch}
    ledger.enter(mutation, stamp, {})


def today(desk: Desk, now_ms: int) -> date:
    """The organisation's local day."""
    return local_day(datetime.fromtimestamp(now_ms / 1000, UTC), zone_of(desk.timezone))


def of_lead(ledger: Ledger, lead: str, kind: str) -> list[Record]:
    """What hangs on a lead, of one kind."""
    ids = consequences.hanging(ledger.row(Key(HANGING, lead)))
    return [one for id_ in ids if (one := ledger.record(id_)) is not None and one.kind == kind]


def follow(ledger: Ledger, after: Record, node: str, desk: Desk, now_ms: int) -> None:
    """Bring the orders of a lead up to date after a change of it or of what hangs on it."""
    lead_id = after.id if after.kind == "lead" else after.lead
    lead = ledger.record(lead_id) if lead_id is not None else None
    if lead is None or after.kind not in ("lead", "activity"):
        return
    put = partial(enter, ledger, node, now_ms)
    orders = of_lead(ledger, lead.id, "dispatch")
    if after.kind == "lead" and not may_stay_out(ledger, lead):
        for order in orders:
            if is_live(order):
                put("dispatch", order.id, {"end": "withdrawn", "ended_on": _withdrawn_on(lead, desk, now_ms)})
                put("lead", lead.id, {"dealer": None, "owner": None})
    for order in orders:
        bring_up(ledger, order.id, put, desk, now_ms)


def bring_up(ledger: Ledger, id_: str, put: Enter, desk: Desk, now_ms: int) -> None:
    """Enter what has changed of an order."""
    order = ledger.record(id_)
    assert order is not None, "an order stays"
    lead = ledger.record(str(order.fields["lead"]))
    if lead is None:
        # Erased: what became of the order stands.
        return
    done = of_lead(ledger, str(order.fields["lead"]), "activity")
    is_theirs = partial(_is_of, ledger, str(order.fields["dealer"]))
    wanted = fields_now(order, lead, done, is_theirs, today(desk, now_ms), desk)
    changed: Doc = {name: value for name, value in wanted.items() if order.fields.get(name) != value}
    if changed:
        put("dispatch", id_, changed)


def may_stay_out(ledger: Ledger, lead: Record) -> bool:
    """Whether a dealer may have a lead of head office: sharing and contact are consented to."""
    group = groups.members(ledger, lead).values()
    return all(
        groups.consents(group, purpose) for purpose in ("consent_share_with_dealer", "consent_contact")
    )


def _withdrawn_on(lead: Record, desk: Desk, now_ms: int) -> Json:
    refused = [
        lead.stamps[name]
        for name in ("consent_share_with_dealer", "consent_contact")
        if lead.consent(name) is not True and name in lead.stamps
    ]
    return (desk.day(min(refused)) if refused else today(desk, now_ms)).isoformat()


def _is_of(ledger: Ledger, dealer: str, user_id: str | None) -> bool:
    row = ledger.row(Key(USER, user_id)) if user_id is not None else None
    if row is None or user_id is None:
        return False
    user = from_row(user_id, row)
    return user.dealer == dealer or any(of_people(dealer) in former.reads for former in user.former)
