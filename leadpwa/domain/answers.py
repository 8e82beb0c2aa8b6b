"""The other questions that can be asked in JSON: plan, Pareto, choice of a dealer, shape (docs/rules.md 15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from leadpwa.domain.cities import place_of
from leadpwa.domain.dispatch import Choice, Dealer, choose_dealer
from leadpwa.domain.explain import Case, explain, read_case
from leadpwa.domain.lead import Lead, Place, lead_from_record, read_place
from leadpwa.domain.pareto import vital_few
from leadpwa.domain.problems import InvalidInput, Problem
from leadpwa.domain.ratio import first_meetings_to_book
from leadpwa.domain.reader import Reader
from leadpwa.domain.rules import Rules
from leadpwa.domain.shape import shape, uneven_at
from leadpwa.domain.week import Item, Task, in_order, week_items


@dataclass(frozen=True, slots=True)
class Partial:
    """An answer without its bad rows, what was wrong in them, and what is odd and changes nothing."""

    answer: Any
    problems: tuple[Problem, ...] = ()
    left_out: int = 0
    warnings: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _BadRows:
    problems: list[Problem] = field(default_factory=list)
    count: int = 0

    def note(self, problems: Sequence[Problem], rows: int = 1) -> None:
        self.problems += problems
        self.count += rows

    def beside(self, answer: Any) -> Partial:
        return Partial(answer, tuple(self.problems), self.count)


def explained(value: object, today: date, rules: Rules, zone: ZoneInfo) -> Partial:
    """What the rules say of one case; bad activities and dispatches are left out.

    Raises:
        InvalidInput: names every field of the lead that is wrong.
    """
    case = read_case(value, rules, zone)
    return Partial(explain(case, today, rules), case.problems, case.left_out)


def plan(value: object, today: date, rules: Rules, zone: ZoneInfo) -> Partial:
    """The week's plan of `{leads: [{lead, activities}], tasks: [{id, title, on, private?}]}`, in order."""
    reader, bad = Reader(value), _BadRows()
    if not reader.has("tasks"):
        reader.needs("leads")
    rows, task_rows = reader.values("leads"), reader.rows("tasks")
    reader.finish()
    cases: dict[str, Case] = {}
    for n, row in enumerate(rows):
        try:
            case = read_case(row, rules, zone, f"leads[{n}]", taken=cases)
        except InvalidInput as error:
            bad.note(error.problems)
        else:
            cases[case.lead.id] = case
            bad.note(case.problems, case.left_out)
    tasks: dict[str, Task] = {}
    for task in task_rows:
        task.needs("title", "on")
        id_, _, on, private = (
            task.unique("id", tasks),
            task.text("title"),
            task.day("on"),
            task.flag("private"),
        )
        if task.problems or on is None or id_ is None:
            bad.note(task.problems)
        else:
            tasks[id_] = Task(id_, on, private)
    told = [(case.lead, case.told) for case in cases.values()]
    items = in_order(week_items(told, list(tasks.values()), today, rules))
    return bad.beside([_item(item) for item in items])


def titles(value: object) -> dict[str, str]:
    """The titles of a plan's tasks by id, for people to read: of those that have both."""
    named = [(row.text("id"), row.text("title")) for row in Reader(value).rows("tasks")]
    return {id_: title for id_, title in named if id_ and title}


def pareto(value: object, today: date, rules: Rules, zone: ZoneInfo) -> Partial:
    """The vital few of a list of leads."""
    reader, bad = Reader({"": value}), _BadRows()
    leads: dict[str, Lead] = {}
    for row in reader.rows(""):
        lead = lead_from_record(row, rules, zone)
        row.unique("id", leads)
        if row.problems:
            bad.note(row.problems)
        else:
            leads[lead.id] = lead
    if value is None:
        reader.wrong("", "not_a_list")
    reader.finish()
    vital = vital_few(list(leads.values()), today, rules)
    return bad.beside(
        {
            "marked": list(vital.marked),
            "share": {"n": len(vital.marked), "d": vital.ranked},
            "without_budget": vital.without_budget,
        }
    )


def choose(value: object, cities: Mapping[str, Place], rules: Rules, zone: ZoneInfo) -> Partial:
    """The dealer for `{lead, dealers, open_orders, excluded}`.

    Raises:
        InvalidInput: the lead, the counts of orders or the list of excluded dealers is wrong.
    """
    reader, bad = Reader(value), _BadRows()
    reader.needs("lead", "dealers")
    lead = lead_from_record(reader.part("lead"), rules, zone)
    counts = reader.part("open_orders")
    orders = {code: counts.whole(code) or 0 for code in counts.names()}
    excluded, rows = reader.words("excluded"), reader.rows("dealers")
    reader.finish()
    dealers: list[Dealer] = []
    for row in rows:
        dealer = _dealer(row, {d.code for d in dealers})
        if dealer is None:
            bad.note(row.problems)
        else:
            dealers.append(dealer)
    choice = choose_dealer(lead.models, place_of(lead, cities), dealers, orders, excluded, rules)
    return bad.beside(_choice(choice))


def shape_of(counts: Sequence[int], quota: int | None, ratio: int | None, rules: Rules) -> dict[str, Any]:
    """The shape of five counts; with a quota also the first meetings to book."""
    answer: dict[str, Any] = {"shape": shape(counts)}
    column = uneven_at(counts)
    if column is not None:
        answer["column"] = column
    if quota is not None:
        one_in = rules.ratio.closing if ratio is None else ratio
        active, dated = sum(counts[2:]), counts[1]
        answer["first_meetings_to_book"] = first_meetings_to_book(quota, active, dated, one_in, rules)
    return answer


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "group": item.group,
        "due_on": item.due_on.isoformat() if item.due_on else None,
        "overdue": item.overdue,
        "why": item.why,
    }


def _choice(choice: Choice) -> dict[str, Any]:
    if choice.dealer is None:
        return {"dealer": None, "because": choice.because}
    return {
        "dealer": choice.dealer,
        "metres": choice.metres,
        "because": choice.because,
        "passed_over": [{"dealer": p.dealer, "metres": p.metres, "why": p.why} for p in choice.passed_over],
    }


def _dealer(row: Reader, taken: set[str]) -> Dealer | None:
    code = row.unique("code", taken)
    row.needs("lat", "lon", "models")
    if row.raw("models") == []:
        row.wrong("models", "empty")
    place, models = read_place(row), row.words("models")
    active = row.flag("active") or not row.has("active")
    if row.problems or code is None or place is None:
        return None
    return Dealer(code, place, frozenset(models), active)
