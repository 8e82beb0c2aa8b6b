"""Giving head office's leads to dealers: the run by rule, and what head office decides by hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from leadpwa.domain.activity import Activity, activity_from_record
from leadpwa.domain.board import column_now
from leadpwa.domain.calendar import zone_of
from leadpwa.domain.cities import place_of
from leadpwa.domain.dispatch import (
    TAKES_ROOM,
    Choice,
    Dealer,
    Waiting,
    choose_dealer,
    dispatch_run,
    metres_between,
)
from leadpwa.domain.due import Told
from leadpwa.domain.lead import Lead, Place, lead_from_wire
from leadpwa.domain.pareto import is_open
from leadpwa.domain.problems import InvalidInput
from leadpwa.domain.reader import Reader
from leadpwa.errors import Refused
from leadpwa.json_types import Doc, Json
from leadpwa.office import orders
from leadpwa.office.server_changes import Clock
from leadpwa.store.protocol import RECORD, Decision, Store, View
from leadpwa.sync import groups
from leadpwa.sync.batch import Follow
from leadpwa.sync.clock import time_text
from leadpwa.sync.ids import uuid7
from leadpwa.sync.ledger import Ledger
from leadpwa.sync.orders import Desk, is_live
from leadpwa.sync.record import Record

GAVE_UP = ("declined", "redispatched")


@dataclass(frozen=True, slots=True)
class Office:
    """What a run works with: zone and rules, the places of cities, the clock, what the server does after changes."""

    desk: Desk
    cities: Mapping[str, Place]
    time: Clock
    follow: Follow


@dataclass(frozen=True, slots=True)
class Asked:
    """`leads`: of these alone, None all of head office's. `by_hand`: head office decides; due or not, out or not.

    `on`: the day by which is judged what is due, None today.
    """

    leads: Collection[str] | None = None
    by_hand: bool = False
    dealer: str | None = None
    dry_run: bool = False
    on: date | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    record: Record
    waiting: Waiting
    orders: Sequence[Record]


def run(store: Store, office: Office, asked: Asked) -> Doc:
    """Dispatch, or with `dry_run` only say what would be: `{"sent": […], "stays": […]}`.

    Raises:
        Refused: invalid, where the named dealer is none that takes leads.
    """
    with store.reading() as reading:
        kinds: dict[str, list[str]] = {"lead": [], "dealer": [], "dispatch": []}
        for id_, row in reading.rows(RECORD):
            kind = str(row["kind"])
            if kind in kinds and (kind != "lead" or "dealer" not in (row["fields"] or {})):  # type: ignore[operator]
                kinds[kind].append(id_)
    leads = kinds["lead"] if asked.leads is None else list(dict.fromkeys(asked.leads))

    def decide(view: View) -> Decision[Doc]:
        ledger = Ledger(view, office.time.origin())
        dealers = [d for id_ in kinds["dealer"] if (d := _dealer(ledger.record(id_))) is not None]
        open_orders: dict[str, int] = {}
        for id_ in kinds["dispatch"]:
            order = ledger.record(id_)
            if order is not None and order.fields["state"] in TAKES_ROOM:
                code = str(order.fields["dealer"])
                open_orders[code] = open_orders.get(code, 0) + 1
        cases = {id_: case for id_ in leads if (case := _case(ledger, id_, office)) is not None}
        if asked.by_hand:
            chosen = [
                (id_, _by_hand(case, dealers, open_orders, office, asked)) for id_, case in cases.items()
            ]
            chosen += [(id_, Choice(None, "unknown_record")) for id_ in leads if id_ not in cases]
        else:
            places = {id_: p for id_, case in cases.items() if (p := _place(case, office)) is not None}
            queue = [case.waiting for case in cases.values()]
            now = asked.on or orders.today(office.desk, office.time.now_ms())
            chosen = dispatch_run(queue, dealers, open_orders, places, now, office.desk.rules)
        if not asked.dry_run:
            for id_, choice in chosen:
                if choice.dealer is not None:
                    _send(ledger, cases[id_], choice, office)
        result = _answer(chosen)
        return Decision(result) if asked.dry_run else ledger.decision(result)

    return store.transact(decide)


def _by_hand(
    case: _Case, dealers: Sequence[Dealer], open_orders: dict[str, int], office: Office, asked: Asked
) -> Choice:
    lead, rules = case.waiting.lead, office.desk.rules
    now = asked.on or orders.today(office.desk, office.time.now_ms())
    if lead.dealer and not case.orders:
        return Choice(None, "not_hq")
    if not is_open(lead, column_now(lead, now, rules)):
        return Choice(None, "not_open")
    if not lead.may_share:
        return Choice(None, "no_consent")
    place = _place(case, office)
    if asked.dealer is not None:
        named = next((dealer for dealer in dealers if dealer.code == asked.dealer and dealer.active), None)
        if named is None:
            raise Refused("invalid", f"There is no active dealer {asked.dealer}.", path="dealer")
        if lead.dealer == named.code and case.waiting.has_live_order:
            return Choice(None, "already_out")
        metres = metres_between(place, named.place, rules) if place is not None else None
        return Choice(named.code, "by_hand", metres)
    excluded = case.waiting.excluded | ({lead.dealer} if lead.dealer else set())
    choice = choose_dealer(lead.models, place, dealers, open_orders, excluded, rules)
    if choice.dealer is not None:
        open_orders[choice.dealer] = open_orders.get(choice.dealer, 0) + 1
    return choice


def _send(ledger: Ledger, case: _Case, choice: Choice, office: Office) -> None:
    now_ms, desk = office.time.now_ms(), office.desk
    put = partial(orders.enter, ledger, office.time.node, now_ms)
    day = orders.today(desk, now_ms).isoformat()
    for order in case.orders:
        if is_live(order):
            put("dispatch", order.id, {"end": "redispatched", "ended_on": day})
    put("lead", case.record.id, {"dealer": choice.dealer, "owner": None})
    for order in case.orders:
        orders.bring_up(ledger, order.id, put, desk, now_ms)
    fields: Doc = {
        "lead": case.record.id,
        "dealer": choice.dealer,
        "dispatched_at": time_text(now_ms),
        "state": "open",
        "because": choice.because,
    }
    put("dispatch", uuid7(now_ms), fields)
    after = ledger.record(case.record.id)
    assert after is not None, "it was entered"
    office.follow(ledger, case.record, after, now_ms)


def _case(ledger: Ledger, id_: str, office: Office) -> _Case | None:
    record = ledger.record(id_)
    if record is None or record.kind != "lead":
        return None
    desk = office.desk
    counts = groups.survivor(ledger, record).id != record.id
    fields: Doc = {**record.fields, "received_at": record.created.received_at}
    if not counts:
        fields.pop("merged_into", None)
    try:
        lead = lead_from_wire(fields, record.stamps, desk.rules, timezone=desk.timezone)
    except InvalidInput:
        return None
    group = groups.members(ledger, record).values()
    lead = replace(
        lead,
        id=id_,
        deleted=record.deleted,
        may_share=groups.consents(group, "consent_share_with_dealer"),
    )
    out = orders.of_lead(ledger, id_, "dispatch")
    gave_up = frozenset(str(o.fields["dealer"]) for o in out if o.fields["state"] in GAVE_UP)
    done = orders.of_lead(ledger, id_, "activity")
    told = Told([a for one in done if (a := _activity(one, desk)) is not None], None, desk.timezone)
    return _Case(record, Waiting(lead, told, any(map(is_live, out)), gave_up), out)


def _activity(record: Record, desk: Desk) -> Activity | None:
    document = {"kind": "activity", "id": record.id, "fields": dict(record.fields)}
    by_person = record.created.by is not None
    return activity_from_record(Reader(document), zone_of(desk.timezone), by_person=by_person)


def _dealer(record: Record | None) -> Dealer | None:
    if record is None or record.deleted:
        return None
    fields = record.fields
    lat, lon, models = fields.get("lat"), fields.get("lon"), fields.get("models")
    if not isinstance(lat, int | float) or not isinstance(lon, int | float):
        return None
    sells = frozenset(str(model) for model in models) if isinstance(models, list) else frozenset()
    return Dealer(record.id, Place(lat, lon), sells, fields.get("active") is not False)


def _place(case: _Case, office: Office) -> Place | None:
    lead: Lead = case.waiting.lead
    return place_of(lead, office.cities)


def _answer(chosen: Sequence[tuple[str, Choice]]) -> Doc:
    sent: list[Json] = []
    stays: list[Json] = []
    for id_, choice in chosen:
        if choice.dealer is None:
            stays.append({"lead": id_, "because": choice.because})
        else:
            sent.append(
                {"lead": id_, "dealer": choice.dealer, "metres": choice.metres, "because": choice.because}
            )
    return {"sent": sent, "stays": stays}
