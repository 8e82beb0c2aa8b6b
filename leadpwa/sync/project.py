"""The one way by which a record leaves: what a viewer gets of it, computed fields added, withheld ones taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leadpwa.domain.activity import Activity
from leadpwa.domain.board import column_now, fell_back_now, missing_for_claim
from leadpwa.domain.calendar import local_day, zone_of
from leadpwa.domain.lead import Lead, lead_from_wire
from leadpwa.domain.phones import e164
from leadpwa.domain.retention import retention
from leadpwa.domain.rules import Rules
from leadpwa.errors import LeadpwaError
from leadpwa.json_types import Doc
from leadpwa.sync import withheld
from leadpwa.sync.around import Around
from leadpwa.sync.people import HQ, MANAGER, User
from leadpwa.sync.record import DELETED, Record

WITHHELD = ("lead", "activity")
# What only the server needs.
UNSEEN = {"known": ("dealer",)}


@dataclass(frozen=True, slots=True)
class Day:
    """What a record looks like depends on the day and on the rules."""

    today: date
    timezone: str
    rules: Rules


def project(record: Record, viewer: User, about: Around, day: Day) -> Doc:
    """The record as `viewer` gets it; `about` is what stands around it."""
    answer: Doc = {"kind": record.kind, "id": record.id, "seq": record.seq}
    if record.deleted:
        answer["deleted"] = record.stamps[DELETED]
        if not viewer.has(MANAGER, HQ):
            return {**answer, "fields": {}, "stamps": {DELETED: record.stamps[DELETED]}}
    fields, stamps = dict(record.fields), dict(record.stamps)
    for name in UNSEEN.get(record.kind, ()):
        fields.pop(name, None)
        stamps.pop(name, None)
    if record.kind == "lead":
        fields.update(_computed(record, about, day))
    elif record.kind == "activity" and record.created.by is not None:
        fields["by"] = record.created.by
    if record.kind in WITHHELD and not about.consented:
        fields = withheld.without(record.kind, fields)
        stamps = withheld.stamps_without(stamps)
    return {**answer, "fields": fields, "stamps": stamps}


def _computed(record: Record, about: Around, day: Day) -> Doc:
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
    if about.duplicates:
        fields["duplicates"] = list(about.duplicates)
    try:
        lead = lead_from_wire(record.fields, record.stamps, day.rules, timezone=day.timezone)
        fields["column_now"] = column_now(lead, day.today, day.rules)
        fields["missing"] = list(missing_for_claim(lead, day.today, day.rules))
        back = fell_back_now(lead, day.today, day.rules)
    except LeadpwaError:
        # A field that a newer app shaped otherwise must not hide the record.
        return fields
    until = _retain_until(lead, about, day)
    if until is not None:
        fields["retain_until"] = until
    if back is not None:
        fields["fell_back_now"] = {"from": back.from_column, "on": back.on.isoformat(), "why": back.why}
    return fields


def _retain_until(lead: Lead, about: Around, day: Day) -> str | None:
    done = (
        []
        if about.last is None
        else [Activity("", "", about.last, local_day(about.last, zone_of(day.timezone)))]
    )
    kept = retention(lead, done, day.today, day.rules)
    return kept.until.isoformat() if kept is not None else None
