"""Everything the rules say of one lead on a day, as JSON (docs/rules.md 15)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from leadpwa.domain.activity import activity_from_record
from leadpwa.domain.board import (
    OUTCOMES,
    FellBack,
    column_by_evidence,
    column_now,
    fall_back,
    missing_for,
    missing_for_claim,
    next_column,
)
from leadpwa.domain.calendar import local_day
from leadpwa.domain.classes import Change, class_of, expected_on, is_overdue, next_change
from leadpwa.domain.dispatch import LIVE, why_not_due
from leadpwa.domain.due import Due, Told, next_due
from leadpwa.domain.lead import Lead, lead_from_record
from leadpwa.domain.man import man
from leadpwa.domain.orders import ENDS
from leadpwa.domain.problems import InvalidInput, Problem
from leadpwa.domain.reader import Reader
from leadpwa.domain.rules import Rules

# What the files of plan, choose-dealer and explain-month hold, and no lead.
OTHERS = ("leads", "tasks", "dealers", "open_orders", "orders", "collected")
GAVE_UP = ("declined", "redispatched")
STATES = ("open", "replied", "closed", "lost", "declined", "lapsed", "redispatched", "withdrawn", "erased")
PAGES: Mapping[str, str] = {
    "class": "policy/classes",
    "overdue": "policy/classes",
    "next_change": "policy/classes",
    "column": "policy/board",
    "column_now": "policy/board",
    "missing": "policy/board",
    "next_column": "policy/board",
    "missing_for_next": "policy/board",
    "fall_back": "policy/board",
    "man": "training/man",
    "next_due": "policy/follow-up",
    "dispatch": "policy/dispatch",
}


@dataclass(frozen=True, slots=True)
class Case:
    """A lead with all that is known of it. `excluded` are dealers that declined it or lost it."""

    lead: Lead
    told: Told
    has_live_order: bool
    excluded: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    left_out: int = 0


def read_case(
    value: object, rules: Rules, zone: ZoneInfo, path: str = "", *, taken: Collection[str] | None = None
) -> Case:
    """A case from `{lead, activities, dispatches?}`, a whole record, or a lead's fields alone.

    A bad activity or dispatch is left out, and its problems stand in the case. `taken`, where given, has the ids of
    the leads before it: this one must have another.

    Raises:
        InvalidInput: the lead is wrong; every field that is, is named.
    """
    reader = Reader(value, path)
    apart = any(reader.holds(name) for name in ("lead", "activities", "dispatches"))
    if apart:
        reader.needs("lead")
    elif any(reader.holds(name) for name in OTHERS):
        reader.wrong("", "another_file")
    record = reader.part("lead") if apart else reader
    lead = lead_from_record(record, rules, zone)
    if taken is not None and not reader.problems:
        record.unique("id", taken)
    rows, order_rows = reader.rows("activities"), reader.rows("dispatches")
    read = [(row, activity_from_record(row, zone)) for row in rows]
    ordered = [(row, _order(row.fields("dispatch"), zone)) for row in order_rows]
    orders = [order for row, order in ordered if not row.problems]
    bad = [row for row in (*rows, *order_rows) if row.problems]
    problems = tuple(problem for row in bad for problem in row.problems)
    if reader.problems:
        raise InvalidInput([*reader.problems, *problems])
    return Case(
        lead,
        Told([a for row, a in read if a and not row.problems], _dispatched_on(orders, lead), zone.key),
        any(order.live for order in orders),
        frozenset(o.dealer for o in orders if o.dealer and o.gave_it_up),
        problems,
        len(bad),
    )


@dataclass(frozen=True, slots=True)
class _Order:
    dispatched_on: date | None
    dealer: str | None
    live: bool
    gave_it_up: bool


def _order(fields: Reader, zone: ZoneInfo) -> _Order:
    at, dealer, state = fields.moment("dispatched_at"), fields.text("dealer"), fields.choice("state", STATES)
    end, ended = fields.choice("end", ENDS), fields.day("ended_on")
    # How it ended stands in for a state that is not told.
    live = state in LIVE if state else end is None and ended is None
    return _Order(local_day(at, zone) if at else None, dealer, live, (state or end) in GAVE_UP)


def _dispatched_on(orders: Sequence[_Order], lead: Lead) -> date | None:
    """The latest day on which the lead was given to the dealer that has it."""
    days = [o.dispatched_on for o in orders if o.dispatched_on and o.dealer in (None, lead.dealer)]
    return max(days, default=None)


def explain(case: Case, today: date, rules: Rules) -> dict[str, Any]:
    """What `leadpwa explain` answers: class, column, what is missing, fall-back, MAN, next due, dispatch."""
    lead, told = case.lead, case.told
    expected = expected_on(lead, rules)
    now = column_now(lead, today, rules)
    onward = next_column(now)
    verdict = man(lead.money, lead.authority, lead.need)
    why_not = why_not_due(lead, told, today, rules, has_live_order=case.has_live_order)
    on_board = column_by_evidence(lead, today, rules) not in (*OUTCOMES, "closed")
    return {
        "on": today.isoformat(),
        **classified(expected, today, rules),
        "column": lead.column,
        "column_now": now,
        "missing": list(missing_for_claim(lead, today, rules)),
        "next_column": onward,
        "missing_for_next": list(missing_for(lead, onward, today, rules)) if onward else [],
        "fall_back": _fall(fall_back(lead, rules)) if on_board else None,
        "man": {"verdict": verdict.verdict, "ask": list(verdict.ask)},
        "next_due": _due(next_due(lead, told, today, rules)),
        "dispatch": {"due": why_not is None, "because": why_not},
        "rules": rules.hash,
        "pages": dict(PAGES),
    }


def classified(expected: date | None, today: date, rules: Rules) -> dict[str, Any]:
    """Class, whether overdue, and the next change; nulls while unclassified."""
    if expected is None:
        return {"class": None, "overdue": False, "next_change": None}
    return {
        "class": class_of(expected, today, rules),
        "overdue": is_overdue(expected, today),
        "next_change": _change(next_change(expected, today, rules)),
    }


def problems_json(problems: Sequence[Problem]) -> list[dict[str, str]]:
    """`[{path, message, code}]`, as they travel."""
    return [{"path": p.path, "message": p.message, "code": p.code} for p in problems]


def _fall(fall: FellBack | None) -> dict[str, str] | None:
    if fall is None:
        return None
    return {
        "proposed_on": fall.proposed_on.isoformat(),
        "on": fall.on.isoformat(),
        "from": fall.from_column,
        "why": fall.why,
    }


def _change(change: Change | None) -> dict[str, str] | None:
    return None if change is None else {"on": change.on.isoformat(), "to": change.to}


def _due(due: Due | None) -> dict[str, str] | None:
    return None if due is None else {"on": due.on.isoformat(), "why": due.why}
