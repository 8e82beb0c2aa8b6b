"""Giving head office's leads to dealers: when, to whom, and why not (docs/rules.md 5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import asin, cos, floor, radians, sin, sqrt

from leadpwa.domain.activity import standing
from leadpwa.domain.board import column_now
from leadpwa.domain.classes import is_dispatched, lead_class
from leadpwa.domain.due import Told, class_confirmed
from leadpwa.domain.lead import Lead, Place
from leadpwa.domain.pareto import is_open
from leadpwa.domain.rules import Rules

LIVE = ("open", "replied", "lapsed")
TAKES_ROOM = ("open", "replied")
DECIMETRES = 10


@dataclass(frozen=True, slots=True)
class Dealer:
    """A dealer as dispatch sees it: where it is, the models that it may sell, whether it takes leads."""

    code: str
    place: Place
    models: frozenset[str]
    active: bool = True


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A dealer nearer than the chosen one, and the first reason against it."""

    dealer: str
    metres: int
    why: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen dealer, or none; `because` says what decided."""

    dealer: str | None
    because: str
    metres: int | None = None
    passed_over: tuple[PassedOver, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A lead in head office's queue. `excluded` declined it or lost it to a re-dispatch."""

    lead: Lead
    told: Told
    has_live_order: bool = False
    excluded: frozenset[str] = frozenset()


def metres_between(a: Place, b: Place, rules: Rules) -> int:
    """Great-circle distance by haversine, rounded half up to whole metres."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    across, along = sin((lat_b - lat_a) / 2), sin(radians(b.lon - a.lon) / 2)
    h = across * across + cos(lat_a) * cos(lat_b) * along * along
    return floor(2 * rules.dispatch.earth_decimetres / DECIMETRES * asin(sqrt(min(1.0, h))) + 0.5)


def choose_dealer(
    models: Collection[str],
    place: Place | None,
    dealers: Sequence[Dealer],
    open_orders: Mapping[str, int],
    excluded: Collection[str],
    rules: Rules,
) -> Choice:
    """The nearest authorised dealer; equal metres: fewer open orders, then the lower code.

    `because`: nearest, fewer_open_orders or dealer_code; without a dealer no_dealer or no_place.
    """
    against = {dealer.code: _against(dealer, models, excluded) for dealer in dealers}
    candidates = [dealer for dealer in dealers if against[dealer.code] is None]
    if not candidates:
        return Choice(None, "no_dealer")
    if place is None:
        return Choice(None, "no_place")
    metres = {dealer.code: metres_between(place, dealer.place, rules) for dealer in dealers}
    ranked = sorted((metres[d.code], open_orders.get(d.code, 0), d.code) for d in candidates)
    best = ranked[0]
    equal = [entry for entry in ranked if entry[0] == best[0]]
    because = "nearest"
    if len(equal) > 1:
        because = "fewer_open_orders" if equal[1][1] > best[1] else "dealer_code"
    nearer = sorted((metres[d.code], d.code) for d in dealers if metres[d.code] < best[0])
    passed = tuple(PassedOver(code, m, against[code] or "excluded") for m, code in nearer)
    return Choice(best[2], because, best[0], passed)


def why_not_due(
    lead: Lead, told: Told, today: date, rules: Rules, *, has_live_order: bool = False
) -> str | None:
    """The first reason why a lead is not to be dispatched on a day; None when it is.

    In order: already_out, not_hq, not_open, not_due, unconfirmed, no_consent.
    """
    if has_live_order:
        return "already_out"
    if lead.dealer:
        return "not_hq"
    if not is_open(lead, column_now(lead, today, rules)):
        return "not_open"
    if not is_dispatched(lead_class(lead, today, rules), rules):
        return "not_due"
    if not is_dispatched(class_confirmed(lead, standing(told.activities), rules), rules):
        return "unconfirmed"
    return None if lead.may_share else "no_consent"


def dispatch_run(
    queue: Sequence[Waiting],
    dealers: Sequence[Dealer],
    open_orders: Mapping[str, int],
    places: Mapping[str, Place],
    today: date,
    rules: Rules,
) -> list[tuple[str, Choice]]:
    """What a run gives out and what stays, lead by lead, by time of receipt and then id.

    `places` has the place of each lead that has one, by id. Orders given out earlier in the run count as open.
    """
    orders = dict(open_orders)
    answers: list[tuple[str, Choice]] = []
    for waiting in sorted(queue, key=_by_receipt):
        lead = waiting.lead
        why = why_not_due(lead, waiting.told, today, rules, has_live_order=waiting.has_live_order)
        if why is not None:
            answers.append((lead.id, Choice(None, why)))
            continue
        choice = choose_dealer(lead.models, places.get(lead.id), dealers, orders, waiting.excluded, rules)
        if choice.dealer is not None:
            orders[choice.dealer] = orders.get(choice.dealer, 0) + 1
        answers.append((lead.id, choice))
    return answers


def _against(dealer: Dealer, models: Collection[str], excluded: Collection[str]) -> str | None:
    if not dealer.active:
        return "inactive"
    if models and dealer.models.isdisjoint(models):
        return "not_authorised"
    return "excluded" if dealer.code in excluded else None


def _by_receipt(waiting: Waiting) -> tuple[datetime, str]:
    return waiting.lead.received_at or datetime.max.replace(tzinfo=UTC), waiting.lead.id
