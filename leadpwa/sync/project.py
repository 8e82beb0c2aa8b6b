"""The one way by which a record leaves: what a viewer gets of it, computed fields added, withheld ones taken out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from leadpwa.domain.board import column_now, fell_back_now, missing_for_claim
from leadpwa.domain.lead import lead_from_wire
from leadpwa.domain.phones import e164
from leadpwa.domain.rules import Rules
from leadpwa.errors import LeadpwaError
from leadpwa.json_types import Doc, Json
from leadpwa.sync.fields import ACTIVITY, LEAD
from leadpwa.sync.kinds import COMPUTED, SET_FIELDS
from leadpwa.sync.mutation import PERSONAL
from leadpwa.sync.people import HQ, MANAGER, User
from leadpwa.sync.record import DELETED, Record

# What was said in free words may name the person too.
FREE_TEXT = frozenset(
    {
        "next_step",
        "decider",
        "proposal_fits",
        "price_discussed",
        "lost",
        "invalid_why",
        "fell_back",
        "trade_in",
    }
)
FREE_SETS = frozenset({"interests", "tags", "competitors"})
ACTIVITY_FREE_TEXT = frozenset({"text"})
ACTIVITY_KNOWN = ACTIVITY.keys() | COMPUTED["activity"]
WORDS_INSIDE = ("what", "note", "text", "why", "competitor", "model")


@dataclass(frozen=True, slots=True)
class Day:
    """What a record looks like depends on the day and on the rules."""

    today: date
    timezone: str
    rules: Rules


def project(record: Record, viewer: User, lead: Record | None, day: Day) -> Doc:
    """The record as `viewer` gets it. `lead` is the lead that it hangs on."""
    answer: Doc = {"kind": record.kind, "id": record.id, "seq": record.seq}
    if record.deleted:
        answer["deleted"] = record.stamps[DELETED]
        if not viewer.has(MANAGER, HQ):
            return {**answer, "fields": {}, "stamps": {DELETED: record.stamps[DELETED]}}
    fields: Doc = dict(record.fields)
    consented = (lead or record).may_be_contacted
    if record.kind == "lead":
        fields.update(_computed(record, day))
        if not consented:
            _withhold(fields, {name for name in fields if _personal_or_unknown(name)})
            _withhold_words(fields)
    elif record.kind == "activity":
        if record.created.by is not None:
            fields["by"] = record.created.by
        if lead is not None and not consented:
            _withhold(
                fields, {name for name in fields if name in ACTIVITY_FREE_TEXT or name not in ACTIVITY_KNOWN}
            )
    stamps = record.stamps
    if record.kind == "lead" and not consented:
        # The stamp of a set's element carries the element in its name.
        stamps = {name: stamp for name, stamp in stamps.items() if name.partition("/")[0] not in FREE_SETS}
    return {**answer, "fields": fields, "stamps": stamps}


def _computed(record: Record, day: Day) -> Doc:
    made = record.created
    fields: Doc = {"received_at": made.received_at}
    for name, value in (("captured_by", made.by), ("device", made.device)):
        if value is not None:
            fields[name] = value
    mobile = record.fields.get("mobile")
    called = e164(mobile) if isinstance(mobile, str) else None
    if called is not None:
        fields["mobile_e164"] = called
    if record.deleted and any(stamp > record.stamps[DELETED] for stamp in record.stamps.values()):
        fields["changed_after_delete"] = True
    try:
        lead = lead_from_wire(record.fields, record.stamps, day.rules, timezone=day.timezone)
        fields["column_now"] = column_now(lead, day.today, day.rules)
        fields["missing"] = list(missing_for_claim(lead, day.today, day.rules))
        back = fell_back_now(lead, day.today, day.rules)
    except LeadpwaError:
        # A field that a newer app shaped otherwise must not hide the record.
        return fields
    if back is not None:
        fields["fell_back_now"] = {"from": back.from_column, "on": back.on.isoformat(), "why": back.why}
    return fields


def _personal_or_unknown(name: str) -> bool:
    known = name in LEAD or name in SET_FIELDS or name in COMPUTED["lead"]
    return name in PERSONAL or name in FREE_SETS or name == "mobile_e164" or not known


def _withhold(fields: Doc, names: set[str] | frozenset[str]) -> None:
    for name in names:
        del fields[name]
    if names:
        withheld = cast("list[Json]", fields.get("withheld", []))
        fields["withheld"] = sorted({*cast("list[str]", withheld), *names})


def _withhold_words(fields: Doc) -> None:
    emptied = set()
    for name in FREE_TEXT & fields.keys():
        value = fields[name]
        if isinstance(value, str):
            del fields[name]
            emptied.add(name)
        elif isinstance(value, Mapping):
            # Why a lead was lost is one of the protocol's words, not the person's.
            kept = {
                key: inner
                for key, inner in value.items()
                if key not in WORDS_INSIDE or (name, key) == ("lost", "why")
            }
            if kept != value:
                fields[name] = kept
                emptied.add(name)
    if emptied:
        fields["withheld"] = sorted({*cast("list[str]", fields.get("withheld", [])), *emptied})
