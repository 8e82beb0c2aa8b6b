"""The week's plan: what is in it, in which group, in which order (docs/rules.md 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leadpwa.domain.activity import open_complaints, standing
from leadpwa.domain.board import ACTIVE, FellBack, stands
from leadpwa.domain.calendar import week_of
from leadpwa.domain.classes import lead_class, rank_of
from leadpwa.domain.due import Told, next_due_in
from leadpwa.domain.lead import Lead
from leadpwa.domain.pareto import value_in
from leadpwa.domain.rules import Rules

NEW, FIRST_MEETINGS, SERVICE, AGAIN, PAPERWORK = 1, 2, 6, 7, 8
GROUPS = {"first_meeting": FIRST_MEETINGS, "p90": 3, "p50": 4, "p25": 5, "closed": SERVICE, "dormant": AGAIN}
AFTER_ALL = 9


@dataclass(frozen=True, slots=True)
class Task:
    """Work typed by hand for a day; private matters come after all else."""

    id: str
    on: date
    private: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the plan. `group` is None for private matters, `why` for tasks."""

    id: str
    group: int | None
    due_on: date | None
    overdue: bool
    why: str | None
    rank: int
    value: int


def week_items(
    leads: Sequence[tuple[Lead, Told]], tasks: Sequence[Task], today: date, rules: Rules
) -> list[Item]:
    """What belongs in the plan of the week that `today` is in, in no order: due by its Sunday, or in work."""
    _, sunday = week_of(today)
    found = [_item(lead, told, today, sunday, rules) for lead, told in leads]
    return [item for item in found if item is not None] + [
        Item(
            task.id,
            None if task.private else PAPERWORK,
            task.on,
            task.on < today,
            None,
            rank_of(None, rules),
            0,
        )
        for task in tasks
        if task.on <= sunday
    ]


def in_order(items: Sequence[Item]) -> list[Item]:
    """The items as they are to be done: by group; then overdue, class, value, day, id."""
    return sorted(items, key=_key)


def _key(item: Item) -> tuple[int, bool, int, int, date, str]:
    group = AFTER_ALL if item.group is None else item.group
    return group, not item.overdue, item.rank, -item.value, item.due_on or date.max, item.id


def _item(lead: Lead, told: Told, today: date, sunday: date, rules: Rules) -> Item | None:
    if lead.deleted or lead.merged:
        return None
    column, fall = stands(lead, today, rules)
    due = next_due_in(lead, column, told, today, rules)
    in_work = column == "first_meeting" or column in ACTIVE
    if not in_work and (due is None or due.on > sunday):
        return None
    return Item(
        id=lead.id,
        group=_group(lead, column, fall, told),
        due_on=due.on if due else None,
        overdue=due is not None and due.on < today,
        why=due.why if due else None,
        rank=rank_of(lead_class(lead, today, rules), rules),
        value=value_in(lead, column, rules),
    )


def _group(lead: Lead, column: str, fall: FellBack | None, told: Told) -> int:
    if open_complaints(standing(told.activities)):
        return SERVICE
    if lead.stage == "enquiry":
        return NEW
    if column in GROUPS:
        return GROUPS[column]
    woken = lead.column == "dormant" and lead.dormant_until is not None
    return AGAIN if woken or lead.moved_back or fall else NEW
