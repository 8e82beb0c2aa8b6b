"""How long a lead is kept (docs/rules.md 14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leadpwa.domain.activity import Activity
from leadpwa.domain.board import column_now
from leadpwa.domain.calendar import add_days, add_months
from leadpwa.domain.lead import Lead
from leadpwa.domain.rules import Rules


@dataclass(frozen=True, slots=True)
class Retention:
    """On the manager's list from `until`; erased on `erase_on` unless a manager gives a reason and a new day."""

    until: date
    erase_on: date


def retention(lead: Lead, activities: Sequence[Activity], today: date, rules: Rules) -> Retention | None:
    """When a lead is to be looked at and erased, by where it stands on a day.

    Counted from delivery (else signature) of a closed lead, from the outcome of a lost or invalid one, else from the
    last activity (else capture). None where no such day is known.
    """
    column, months = column_now(lead, today, rules), rules.retention
    last = max([a.day for a in activities], default=lead.captured_on)
    start, kept = last, months.open_months
    if column == "closed":
        start, kept = lead.delivered_on or lead.signed_on, months.closed_months
    elif column == "lost":
        start, kept = lead.lost_on or lead.outcome_on or lead.stamped.get("lost") or last, months.lost_months
    elif column == "invalid":
        start, kept = lead.outcome_on or lead.stamped.get("invalid_why") or last, months.invalid_months
    elif not (lead.mobile or lead.wechat or lead.email):
        kept = months.anonymous_months
    elif lead.stage == "enquiry":
        kept = months.enquiry_months
    if start is None:
        return None
    until = add_months(start, kept)
    return Retention(until, add_days(until, months.listed_days))
