"""What leaves of a lead whose consent to contact is not given. Pure.

The list is of what may stay: days, numbers, choices from the protocol's words, ids. Everything else is personal, free
text, or unknown, and what is unknown may be any of it.
"""

from __future__ import annotations

from collections.abc import Mapping

from leadpwa.domain.board import COLUMNS
from leadpwa.json_types import Doc, Json
from leadpwa.sync.ids import is_uuid

CONSENTS = ("consent_contact", "consent_share_with_dealer", "consent_marketing", "consent_sensitive")
STAYS = frozenset(
    {
        *("stage", "title", "no_contact", "source", "event", "city", "payment", "opportunity_kind", "models"),
        *("purchase_window", "expected_on", "confirmed_on", "money", "authority", "need"),
        *("q_supply", "q_pay", "q_better", "column", "first_meeting_at", "second_call_on", "met_on"),
        *("decision_on", "delivery_on", "said_yes_on", "signed_on", "delivered_on", "dormant_until"),
        *("captured_at", "owner", "dealer"),
        *("column_now", "missing", "fell_back_now", "received_at", "captured_by", "device", "retain_until"),
        *("changed_after_delete", "withheld"),
    }
)
# Of these objects the named parts stay.
PARTS: Mapping[str, tuple[str, ...]] = {
    "budget": ("min", "max"),
    "trade_in": ("year", "mileage_km"),
    **dict.fromkeys(("decider", "proposal_fits", "price_discussed"), ("yes",)),
    "next_step": ("on",),
    "lost": ("why", "on"),
    "fell_back": ("from", "on"),
    "outcome_confirmed": ("yes", "on"),
    **dict.fromkeys(CONSENTS, ("given", "wording", "at", "how")),
}
ACTIVITY_STAYS = frozenset({"lead", "type", "at", "result", "on", "confirms", "by"})
IDS = frozenset({"merged_into", "answers", "corrects", "dispatch"})
# The stamp of an element of these carries the element in its name.
FREE_SETS = frozenset({"interests", "tags", "competitors"})


def without(kind: str, fields: Mapping[str, Json]) -> Doc:
    """The fields of a lead or an activity without what may not leave; `withheld` names what was there."""
    kept: Doc = {}
    for name, value in fields.items():
        rest = _rest(kind, name, value)
        if rest is not None:
            kept[name] = rest
    gone = sorted(name for name in fields if fields[name] != kept.get(name))
    return {**kept, "withheld": gone} if gone else kept


def stamps_without(stamps: Mapping[str, str]) -> dict[str, str]:
    """The stamps without those whose names would say what was withheld."""
    return {name: stamp for name, stamp in stamps.items() if name.partition("/")[0] not in FREE_SETS}


def _rest(kind: str, name: str, value: Json) -> Json:
    """What stays of one field, None where nothing does."""
    if name in IDS:
        return value if is_uuid(value) else None
    if kind == "activity":
        return value if name in ACTIVITY_STAYS else None
    if name in PARTS and isinstance(value, Mapping):
        parts = {key: value[key] for key in PARTS[name] if key in value}
        if name == "fell_back" and parts.get("from") not in COLUMNS:
            parts.pop("from", None)
        return parts
    return value if name in STAYS else None
