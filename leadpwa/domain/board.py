"""The board: which column the evidence carries on a day, what a claim lacks, falling back (docs/rules.md 6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from leadpwa.domain.calendar import add_days
from leadpwa.domain.lead import Lead
from leadpwa.domain.rules import Rules

COLUMNS = ("opportunity", "first_meeting", "p25", "p50", "p90", "closed")
ACTIVE = ("p25", "p50", "p90")
STANDING = ("first_meeting", *ACTIVE)
OUTCOMES = ("lost", "dormant", "invalid")


@dataclass(frozen=True, slots=True)
class FellBack:
    """A fall to opportunity: proposed from `proposed_on`, an opportunity from `on`."""

    from_column: str
    proposed_on: date
    on: date
    why: str


def missing_for(lead: Lead, column: str, today: date, rules: Rules) -> tuple[str, ...]:
    """The needs of a column that a lead does not meet on a day, in the order of the table."""
    return tuple(_missing(lead, column, today, rules))


def next_column(column: str) -> str | None:
    """The column after this one; None after the last and off the board."""
    place = COLUMNS.index(column) + 1 if column in COLUMNS else len(COLUMNS)
    return COLUMNS[place] if place < len(COLUMNS) else None


def can_move(lead: Lead, to: str, today: date, rules: Rules) -> bool:
    """Whether a person may move a lead there: back always, forward with nothing missing."""
    now = column_now(lead, today, rules)
    back = now in COLUMNS and to in COLUMNS and COLUMNS.index(to) <= COLUMNS.index(now)
    return back or not missing_for_claim(replace(lead, column=to), today, rules)


def missing_for_claim(lead: Lead, today: date, rules: Rules) -> tuple[str, ...]:
    """What the claimed column or outcome lacks; () when the claim holds. A fall-back is not in it."""
    if lead.column == "lost":
        return tuple(_outcome_lacks(lead, "lost", lead.lost_why))
    if lead.column == "invalid":
        return tuple(_outcome_lacks(lead, "invalid_why", lead.invalid_why))
    if lead.column == "dormant":
        return () if lead.dormant_until is not None else ("dormant_until",)
    return missing_for(lead, lead.column, today, rules)


def column_by_evidence(lead: Lead, today: date, rules: Rules) -> str:
    """The furthest column up to the claim whose needs are met, or the outcome that holds; falls left out."""
    claim = lead.column
    if claim in OUTCOMES:
        if claim == "dormant" and lead.dormant_until is not None:
            return "dormant" if lead.dormant_until > today else "opportunity"
        if not missing_for_claim(lead, today, rules):
            return claim
        claim = "p90"
    up_to = COLUMNS.index(claim) if claim in COLUMNS else 0
    for column in reversed(COLUMNS[: up_to + 1]):
        if next(_missing(lead, column, today, rules), None) is None:
            return column
    return COLUMNS[0]


def column_now(lead: Lead, today: date, rules: Rules) -> str:
    """Where a lead stands on a day: by its evidence, unless it has fallen back."""
    return stands(lead, today, rules)[0]


def fell_back_now(lead: Lead, today: date, rules: Rules) -> FellBack | None:
    """The fall that has happened by a day, if one has."""
    return stands(lead, today, rules)[1]


def stands(lead: Lead, today: date, rules: Rules) -> tuple[str, FellBack | None]:
    """The column on a day, and the fall that put the lead there, if one did."""
    column = column_by_evidence(lead, today, rules)
    fall = _first_fall(lead, rules, until=today) if column in STANDING else None
    return (COLUMNS[0] if fall else column), fall


def fall_back(lead: Lead, rules: Rules) -> FellBack | None:
    """The fall that comes, or came, with the record as it is: the one that comes first, ties in the order named."""
    return _first_fall(lead, rules, until=date.max)


def _first_fall(lead: Lead, rules: Rules, *, until: date) -> FellBack | None:
    """The first fall up to a day. Each reason begins on one day, the column changes on few: only those are asked."""
    first: tuple[date, str, date, tuple[str, ...]] | None = None
    for why, last_good, columns in _reasons(lead, rules):
        start = add_days(last_good, rules.board.grace_days + 1)
        if (start - last_good).days <= rules.board.grace_days:
            continue  # It would lie beyond the calendar's end: never.
        on = _first_day(lead, columns, start, rules) if start <= until else None
        if on is not None and on <= until and (first is None or on < first[0]):
            first = on, why, last_good, columns
    if first is None:
        return None
    on, why, last_good, columns = first
    proposed = _first_day(lead, columns, add_days(last_good, 1), rules) or on
    return FellBack(column_by_evidence(lead, on, rules), proposed, on, why)


def _reasons(lead: Lead, rules: Rules) -> Iterator[tuple[str, date, tuple[str, ...]]]:
    """Each reason to fall: its name, the last day that is still good, and the columns that it counts in."""
    if lead.next_step_on is not None:
        yield "next_step_passed", lead.next_step_on, ACTIVE
    if lead.decision_on is not None and lead.said_yes_on is None:
        yield "decision_passed", lead.decision_on, ("p50", "p90")
    claimed = lead.stamped.get("column")
    if claimed is not None:
        yield "cycle_over", add_days(claimed, rules.board.sales_cycle_days), ACTIVE
    if lead.first_meeting_on is not None and lead.met_on is None:
        yield "no_show", lead.first_meeting_on, ("first_meeting",)


def _first_day(lead: Lead, columns: tuple[str, ...], start: date, rules: Rules) -> date | None:
    """The first day from `start` on, on which the evidence carries one of the columns."""
    if column_by_evidence(lead, start, rules) in columns:
        return start
    turns = {lead.met_on, lead.said_yes_on, lead.second_call_on, lead.signed_on}
    for turn in sorted(turn for turn in turns if turn is not None and turn > start):
        if column_by_evidence(lead, turn, rules) in columns:
            return turn
    return None


def _outcome_lacks(lead: Lead, name: str, why: str | None) -> Iterator[str]:
    if not why:
        yield name
    if not lead.outcome_confirmed:
        yield "outcome_confirmed"


def _missing(lead: Lead, column: str, today: date, rules: Rules) -> Iterator[str]:
    if column == "first_meeting":
        second_call = lead.second_call_on is not None and lead.second_call_on <= today
        if lead.first_meeting_on is None and not second_call and lead.met_on is None:
            yield "first_meeting_at"
    elif column in ACTIVE:
        if lead.met_on is None or lead.met_on > today:
            yield "met_on"
        if lead.next_step_on is None:
            yield "next_step"
        if column != "p25":
            yield from _missing_for_half(lead, today, rules)
        if column == "p90" and (lead.said_yes_on is None or lead.said_yes_on > today):
            yield "said_yes_on"
    elif column == "closed" and (lead.signed_on is None or lead.signed_on > today):
        yield "signed_on"


def _missing_for_half(lead: Lead, today: date, rules: Rules) -> Iterator[str]:
    for name, there in (
        ("decider", lead.decider),
        ("proposal_fits", lead.proposal_fits),
        ("price_discussed", lead.price_discussed),
    ):
        if not there:
            yield name
    stated = lead.stamped.get("decision_on", today)
    if lead.decision_on is None or lead.decision_on > add_days(stated, rules.board.sales_cycle_days):
        yield "decision_on"
    if lead.delivery_on is None or (lead.decision_on is not None and lead.delivery_on < lead.decision_on):
        yield "delivery_on"
