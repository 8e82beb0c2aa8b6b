"""A lead as the rules read it: the wire's fields, with days made local once (docs/rules.md 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from leadpwa.domain.calendar import DEFAULT_ZONE, local_day, parse_stamp, zone_of
from leadpwa.domain.reader import Reader
from leadpwa.domain.rules import Rules

# Ten trillion yuan: what is worked out with it stays a whole number that every language holds exactly.
MOST_YUAN = 10**13
STAGES = ("enquiry", "lead")
ANSWERS = ("yes", "no", "unknown")
CLAIMS = (
    *("opportunity", "first_meeting", "p25", "p50", "p90", "closed"),
    *("lost", "dormant", "invalid"),
)
SOURCES = (
    *("walk_in", "event", "hotline", "web_order", "web_test_drive", "enquiry_callback", "owner_callback"),
    *("referral", "social", "advertising", "other"),
)
LOSSES = (
    *("price", "model", "competitor", "finance", "delivery"),
    *("bought_elsewhere", "no_need", "unreachable", "other"),
)
DAYS = (
    *("expected_on", "confirmed_on", "second_call_on", "met_on", "decision_on", "delivery_on"),
    *("said_yes_on", "signed_on", "delivered_on", "dormant_until"),
)
STAMPED = (
    *("captured_at", "expected_on", "purchase_window", "column", "decision_on"),
    *("lost", "invalid_why", "outcome_confirmed"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the globe, in degrees."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Lead:
    """What the rules need of a lead. `stamped` has the local day on which some fields were last changed."""

    id: str = ""
    stage: str = "lead"
    column: str = "opportunity"
    purchase_window: str | None = None
    captured_on: date | None = None
    received_at: datetime | None = None
    received_on: date | None = None
    expected_on: date | None = None
    confirmed_on: date | None = None
    first_meeting_on: date | None = None
    second_call_on: date | None = None
    met_on: date | None = None
    decision_on: date | None = None
    delivery_on: date | None = None
    said_yes_on: date | None = None
    signed_on: date | None = None
    delivered_on: date | None = None
    dormant_until: date | None = None
    next_step_on: date | None = None
    decider: bool = False
    proposal_fits: bool = False
    price_discussed: bool = False
    lost_why: str | None = None
    lost_on: date | None = None
    invalid_why: str | None = None
    outcome_confirmed: bool = False
    outcome_on: date | None = None
    moved_back: bool = False
    money: str = "unknown"
    authority: str = "unknown"
    need: str = "unknown"
    budget_min: int | None = None
    budget_max: int | None = None
    name: str | None = None
    mobile: str | None = None
    wechat: str | None = None
    email: str | None = None
    city: str | None = None
    place: Place | None = None
    source: str | None = None
    no_contact: bool = False
    may_share: bool = False
    dealer: str | None = None
    owner: str | None = None
    merged: bool = False
    deleted: bool = False
    models: tuple[str, ...] = ()
    stamped: Mapping[str, date] = field(default_factory=dict)


def lead_from_wire(
    fields: Mapping[str, Any], stamps: Mapping[str, str], rules: Rules, *, timezone: str = DEFAULT_ZONE
) -> Lead:
    """The lead that these fields spell; what the rules do not know is passed over.

    Raises:
        InvalidInput: a field that the rules know has a form that is none; every such field is named.
    """
    reader = Reader(fields)
    lead = read_lead(reader, stamps, rules, zone_of(timezone))
    reader.finish()
    return lead


def lead_from_record(record: Reader, rules: Rules, zone: ZoneInfo) -> Lead:
    """The lead in a whole record `{id, fields, stamps, deleted?}` or in fields alone.

    Problems stay with the reader.
    """
    fields, stamps = record.fields("lead"), record.part("stamps")
    texts = {name: text for name in STAMPED if (text := stamps.text(name)) is not None}
    for name, text in texts.items():
        if parse_stamp(text) is None:
            stamps.wrong(name, "not_a_stamp")
    deleted = fields is not record and _is_deleted(record)
    return read_lead(fields, texts, rules, zone, id=record.text("id") or "", deleted=deleted)


def read_lead(
    reader: Reader,
    stamps: Mapping[str, str],
    rules: Rules,
    zone: ZoneInfo,
    *,
    id: str = "",
    deleted: bool = False,
) -> Lead:
    """The lead in a reader's fields; a field of the wrong form counts as absent and is noted there."""
    moments = {name: moment for name in STAMPED if (moment := parse_stamp(stamps.get(name, "")))}
    days = {name: reader.day(name) for name in DAYS}
    column = reader.choice("column", CLAIMS) or "opportunity"
    lost, outcome, budget = reader.part("lost"), reader.part("outcome_confirmed"), reader.part("budget")
    least, most = budget.whole("min", most=MOST_YUAN), budget.whole("max", most=MOST_YUAN)
    if least is not None and most is not None and least > most:
        reader.wrong("budget", "min_over_max")
        least = most = None
    received = reader.moment("received_at")
    return Lead(
        id=id,
        deleted=deleted,
        stage=reader.choice("stage", STAGES) or "lead",
        column=column,
        purchase_window=reader.text("purchase_window"),
        captured_on=_on(_captured(reader.moment("captured_at"), moments.get("captured_at"), rules), zone),
        received_at=received,
        received_on=_on(received, zone),
        first_meeting_on=_on(reader.moment("first_meeting_at"), zone),
        next_step_on=reader.part("next_step").day("on"),
        decider=reader.part("decider").flag("yes"),
        proposal_fits=reader.part("proposal_fits").flag("yes"),
        price_discussed=reader.part("price_discussed").flag("yes"),
        lost_why=lost.choice("why", LOSSES),
        lost_on=lost.day("on"),
        invalid_why=reader.text("invalid_why") or _withheld(reader, "invalid_why"),
        outcome_confirmed=outcome.flag("yes") and _in_time(column, stamps),
        outcome_on=outcome.day("on"),
        moved_back=reader.has_part("fell_back"),
        money=reader.choice("money", ANSWERS) or "unknown",
        authority=reader.choice("authority", ANSWERS) or "unknown",
        need=reader.choice("need", ANSWERS) or "unknown",
        budget_min=least,
        budget_max=most,
        name=reader.text("name"),
        mobile=reader.text("mobile"),
        wechat=reader.text("wechat"),
        email=reader.text("email"),
        city=reader.text("city"),
        place=_place(reader),
        source=reader.choice("source", SOURCES),
        no_contact=reader.flag("no_contact"),
        may_share=reader.part("consent_share_with_dealer").flag("given"),
        dealer=reader.text("dealer"),
        owner=reader.text("owner"),
        merged=reader.text("merged_into") is not None,
        models=reader.words("models"),
        stamped={name: local_day(moment, zone) for name, moment in moments.items()},
        **days,
    )


def read_place(reader: Reader) -> Place | None:
    """The point in `{lat, lon}`; None where either is not there."""
    lat = reader.number("lat", least=-90, most=90)
    lon = reader.number("lon", least=-180, most=180)
    return None if lat is None or lon is None else Place(lat, lon)


def _place(reader: Reader) -> Place | None:
    place = reader.part("place")
    if reader.has("place"):
        place.needs("lat", "lon")
    return read_place(place)


def _is_deleted(record: Reader) -> bool:
    stamp = record.raw("deleted")
    if stamp is None:
        return False
    if not isinstance(stamp, str) or parse_stamp(stamp) is None:
        record.wrong("deleted", "not_a_stamp")
        return False
    return True


def _withheld(reader: Reader, name: str) -> str | None:
    """A word in place of a text that the server holds and did not send: that it was given still counts."""
    withheld = reader.raw("withheld")
    return "withheld" if isinstance(withheld, list) and name in withheld else None


def _captured(captured: datetime | None, created: datetime | None, rules: Rules) -> datetime | None:
    """The phone's own time of capture, or the creation stamp's where the two are too far apart."""
    if captured is None or created is None:
        return captured or created
    trust = timedelta(hours=rules.capture.clock_trust_hours)
    return created if abs(captured - created) > trust else captured


def _in_time(column: str, stamps: Mapping[str, str]) -> bool:
    """A confirmation counts only for the outcome that it was given for, not for one claimed after it."""
    about = stamps.get("invalid_why" if column == "invalid" else "lost", "")
    return "outcome_confirmed" not in stamps or stamps["outcome_confirmed"] >= about


def _on(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return None if moment is None else local_day(moment, zone)
