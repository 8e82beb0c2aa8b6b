"""What a lead is worth today, and the few that make most of it (docs/rules.md 9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leadpwa.domain.board import COLUMNS, column_now
from leadpwa.domain.lead import Lead
from leadpwa.domain.rules import Rules


@dataclass(frozen=True, slots=True)
class Vital:
    """The marked leads, most valuable first; how many were ranked; how many open ones have no budget."""

    marked: tuple[str, ...]
    ranked: int
    without_budget: int


def has_budget(lead: Lead) -> bool:
    """Whether either bound of the budget is known."""
    return lead.budget_min is not None or lead.budget_max is not None


def value_in(lead: Lead, column: str, rules: Rules) -> int:
    """Expected value in that column: (min + max) × probability in per cent, so 200 times the yuan.

    A missing bound is the other one; 0 without a budget, when closed, and off the board.
    """
    if not has_budget(lead) or column not in COLUMNS[:-1]:
        return 0
    least = lead.budget_max if lead.budget_min is None else lead.budget_min
    most = lead.budget_min if lead.budget_max is None else lead.budget_max
    return ((least or 0) + (most or 0)) * getattr(rules.board.probability, column)  # type: ignore[no-any-return]


def value_of(lead: Lead, today: date, rules: Rules) -> int:
    """Expected value where the lead stands on a day."""
    return value_in(lead, column_now(lead, today, rules), rules)


def is_open(lead: Lead, column: str) -> bool:
    """Whether a lead is one to work on: of stage lead, on the board before closed, not deleted or merged."""
    return lead.stage == "lead" and column in COLUMNS[:-1] and not lead.deleted and not lead.merged


def vital_few(leads: Sequence[Lead], today: date, rules: Rules) -> Vital:
    """The shortest head, by value and then id, that makes `pareto.share` per cent of the total."""
    standing = [(lead, column_now(lead, today, rules)) for lead in leads]
    open_ones = [(lead, column) for lead, column in standing if is_open(lead, column)]
    worth = [(value_in(lead, column, rules), lead.id) for lead, column in open_ones if has_budget(lead)]
    worth.sort(key=lambda entry: (-entry[0], entry[1]))
    total, sum_, marked = sum(value for value, _ in worth), 0, []
    for value, id_ in worth:
        if 100 * sum_ >= rules.pareto.share * total:
            break
        sum_ += value
        marked.append(id_)
    return Vital(tuple(marked), len(worth), len(open_ones) - len(worth))
