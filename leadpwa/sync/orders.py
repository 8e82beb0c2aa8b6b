"""What becomes of an order: a function of stamps, so that it comes out the same in whatever order things arrive. Pure.

A reply is the first activity other than a note, by a person of the dealer, on the lead, from the dispatch on and until
the lead left the dealer. Of several ends the earliest counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from leadpwa.domain.calendar import add_days, local_day, parse_day, parse_stamp, zone_of
from leadpwa.domain.rules import Rules
from leadpwa.json_types import Doc, Json
from leadpwa.sync.people import of_dealer
from leadpwa.sync.record import Record

LIVE = ("open", "replied", "lapsed")
# Ends that the server enters itself, and that stay.
ENTERED = ("redispatched", "withdrawn", "erased")
STATES = {"signed": "closed", "invalid": "lost"}


@dataclass(frozen=True, slots=True)
class Desk:
    """By which zone and rules orders are judged."""

    timezone: str
    rules: Rules

    def day(self, stamp: str) -> date:
        """The local day of a stamp."""
        moment = parse_stamp(stamp)
        assert moment is not None, "the store keeps only stamps that were parsed"
        return local_day(moment, zone_of(self.timezone))


@dataclass(frozen=True, slots=True)
class _End:
    stamp: str
    end: str
    on: date


def is_live(order: Record) -> bool:
    """Whether the lead is out by this order."""
    return order.fields.get("state") in LIVE


def fields_now(
    order: Record,
    lead: Record | None,
    activities: Iterable[Record],
    is_theirs: Callable[[str | None], bool],
    today: date,
    desk: Desk,
) -> Doc:
    """`replied_at`, `ended_on`, `end` and `state` as they are to stand; null where there is none."""
    replies = _replies(order, lead, activities, is_theirs)
    ends = sorted(_ends(order, lead, replies, desk), key=lambda end: end.stamp)
    replied = replies[0].created.stamp.partition("Z")[0] + "Z" if replies else None
    first = ends[0] if ends else None
    if first is not None:
        state = STATES.get(first.end, first.end)
    elif replied is not None:
        state = "replied"
    else:
        limit = add_days(desk.day(order.created.stamp), desk.rules.dispatch.reply_days)
        state = "lapsed" if today > limit else "open"
    return {
        "replied_at": replied,
        "ended_on": first.on.isoformat() if first is not None else None,
        "end": first.end if first is not None and first.end != "signed" else None,
        "state": state,
    }


def _replies(
    order: Record, lead: Record | None, activities: Iterable[Record], is_theirs: Callable[[str | None], bool]
) -> list[Record]:
    since, until = order.created.stamp, _left_at(order, lead)
    found = [
        activity
        for activity in activities
        if activity.fields.get("type") != "note"
        and since <= activity.created.stamp <= until
        and is_theirs(activity.created.by)
    ]
    return sorted(found, key=lambda activity: activity.created.stamp)


def _left_at(order: Record, lead: Record | None) -> str:
    audience = of_dealer(str(order.fields["dealer"]))
    losses = lead.losses if lead is not None else ()
    later = [left.stamp for left in losses if left.audience == audience and left.stamp > order.created.stamp]
    return min(later, default="~")


def _ends(order: Record, lead: Record | None, replies: Iterable[Record], desk: Desk) -> Iterator[_End]:
    entered = order.fields.get("end")
    if isinstance(entered, str) and entered in ENTERED:
        on = parse_day(str(order.fields.get("ended_on", "")))
        yield _End(order.stamps["end"], entered, on or desk.day(order.stamps["end"]))
    for reply in replies:
        if reply.fields.get("type") == "reply" and reply.fields.get("result") == "declined":
            yield _End(reply.created.stamp, "declined", desk.day(reply.created.stamp))
    if lead is None:
        return
    signed = lead.fields.get("signed_on")
    if isinstance(signed, str):
        yield _End(
            lead.stamps["signed_on"], "signed", parse_day(signed) or desk.day(lead.stamps["signed_on"])
        )
    claim = lead.fields.get("column")
    why = {"lost": "lost", "invalid": "invalid_why"}.get(str(claim))
    confirmed = lead.fields.get("outcome_confirmed")
    if (
        why is not None
        and why in lead.fields
        and isinstance(confirmed, dict)
        and confirmed.get("yes") is True
    ):
        stamp = lead.stamps["outcome_confirmed"]
        if stamp >= lead.stamps[why]:
            yield _End(stamp, str(claim), _day_of(confirmed.get("on")) or desk.day(stamp))


def _day_of(value: Json) -> date | None:
    return parse_day(value) if isinstance(value, str) else None
