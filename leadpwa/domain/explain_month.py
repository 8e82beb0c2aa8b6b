"""A month of orders, from JSON to JSON (docs/rules.md 15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from leadpwa.domain.calendar import DEFAULT_ZONE, local_day, month_of, zone_of
from leadpwa.domain.month import DealerMonth, month_report
from leadpwa.domain.orders import ENDS, Collected, Month, Order, Rate
from leadpwa.domain.problems import InvalidInput, Problem
from leadpwa.domain.reader import Reader
from leadpwa.domain.rules import Rules

KNOWN = ("timezone", "dealers", "orders", "collected")
ORDER = ("id", "dealer", "lead", "dispatched_at", "replied_at", "reply_by", "signed_on", "ended_on", "end")
COLLECTED = ("lead", "received_at", "signed_on")


@dataclass(frozen=True, slots=True)
class MonthInput:
    """The rows that could be read, what was wrong in the others, and what is odd and changes no figure."""

    zone: ZoneInfo
    dealers: tuple[str, ...]
    orders: tuple[Order, ...]
    collected: tuple[Collected, ...]
    problems: tuple[Problem, ...] = ()
    left_out: int = 0
    warnings: tuple[Problem, ...] = ()


def read_month_input(value: object) -> MonthInput:
    """The rows of `{timezone?, dealers, orders, collected?}`; a bad row is left out and named.

    Raises:
        InvalidInput: not one row can be judged: no object, an unknown zone, no list of dealers or orders.
    """
    reader = Reader(value)
    reader.needs("dealers", "orders")
    dealers, zone_name = reader.words("dealers"), reader.text("timezone")
    for n, code in enumerate(dealers):
        if code in dealers[:n]:
            reader.problems.append(Problem(f"dealers[{n}]", "repeated"))
    rows, collected_rows = reader.rows("orders"), reader.rows("collected")
    reader.finish()
    zone = zone_of(DEFAULT_ZONE if zone_name is None else zone_name)
    seen: set[str] = set()
    warnings = reader.unknown(*KNOWN)
    for row in rows:
        warnings += row.unknown(*ORDER)
    for row in collected_rows:
        warnings += row.unknown(*COLLECTED)
    orders = [_order(row, zone, dealers, seen, warnings) for row in rows]
    collected = [_collected(row, zone) for row in collected_rows]
    bad = [row for row in (*rows, *collected_rows) if row.problems]
    return MonthInput(
        zone,
        dealers,
        tuple(order for order in orders if order),
        tuple(one for one in collected if one),
        tuple(problem for row in bad for problem in row.problems),
        len(bad),
        tuple(warnings),
    )


def explain_month(given: MonthInput, month: str, as_of: datetime, rules: Rules) -> dict[str, Any]:
    """What `leadpwa explain-month` answers, without the problems.

    Raises:
        InvalidInput: `month` is none.
    """
    span = month_of(month)
    if span is None:
        raise InvalidInput([Problem("month", "not_a_date")])
    report = month_report(
        given.dealers,
        given.orders,
        given.collected,
        Month(*span),
        local_day(as_of, given.zone),
        rules,
    )
    return {
        "month": month,
        "final": report.final,
        "rules": rules.hash,
        "dealers": {code: _dealer(dealer) for code, dealer in report.dealers.items()},
        "national": {
            "timely": rate_json(report.national.timely),
            "close": rate_json(report.national.close),
            "period_close": rate_json(report.period_close),
        },
    }


def rate_json(rate: Rate) -> dict[str, int]:
    """A rate as it travels."""
    return {"n": rate.n, "d": rate.d}


def _dealer(dealer: DealerMonth) -> dict[str, Any]:
    return {
        "timely": rate_json(dealer.own.timely),
        "close": rate_json(dealer.own.close),
        "stars": dealer.rating.stars,
        "because": list(dealer.rating.because),
        "judged_by": dealer.rating.judged_by,
        "pending": dealer.pending,
    }


def _order(
    row: Reader, zone: ZoneInfo, dealers: tuple[str, ...], seen: set[str], warnings: list[Problem]
) -> Order | None:
    id_ = row.unique("id", seen)
    row.needs("dealer", "lead", "dispatched_at")
    dealer, _ = row.text("dealer"), row.text("lead")
    dispatched, replied = row.moment("dispatched_at"), row.moment("replied_at")
    by_machine = row.choice("reply_by", ("person", "machine")) == "machine"
    signed, ended = row.day("signed_on"), row.day("ended_on")
    if row.choice("end", ENDS) is not None and not row.has("ended_on"):
        row.wrong("ended_on", "missing")
    if dealer is not None and dealer not in dealers:
        row.wrong("dealer", "unknown_dealer")
    if row.problems or id_ is None or dealer is None or dispatched is None:
        return None
    seen.add(id_)
    dispatched_on = local_day(dispatched, zone)
    if replied is not None and replied < dispatched:
        warnings.append(Problem(row.at("replied_at"), "before_dispatch"))
    for name, day in (("signed_on", signed), ("ended_on", ended)):
        if day is not None and day < dispatched_on:
            warnings.append(Problem(row.at(name), "before_dispatch"))
    replied_on: date | None = local_day(replied, zone) if replied and not by_machine else None
    return Order(id_, dealer, dispatched_on, replied_on, signed, ended)


def _collected(row: Reader, zone: ZoneInfo) -> Collected | None:
    row.needs("lead", "received_at")
    _, received, signed = row.text("lead"), row.moment("received_at"), row.day("signed_on")
    if row.problems or received is None:
        return None
    return Collected(local_day(received, zone), signed)
