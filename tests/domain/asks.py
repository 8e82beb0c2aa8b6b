"""The questions that both languages are asked, as JSON in and JSON out; `asks.ts` is the same list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from leadpwa.domain import answers
from leadpwa.domain.board import can_move
from leadpwa.domain.calendar import (
    add_days,
    add_months,
    local_day,
    month_of,
    parse_day,
    parse_stamp,
    parse_time,
    week_of,
    zone_of,
)
from leadpwa.domain.classes import expected_from_window
from leadpwa.domain.dispatch import Dealer, Waiting, dispatch_run
from leadpwa.domain.explain import classified, read_case
from leadpwa.domain.explain_month import explain_month, read_month_input
from leadpwa.domain.lead import Lead, Place, lead_from_wire
from leadpwa.domain.man import man
from leadpwa.domain.orders import Month
from leadpwa.domain.phones import e164
from leadpwa.domain.problems import InvalidInput, Problem
from leadpwa.domain.ratio import first_meetings_to_book, left, own_ratio
from leadpwa.domain.retention import retention
from leadpwa.domain.rules import Rules
from leadpwa.domain.same_person import contact_keys, is_likely_same, is_same
from leadpwa.domain.showroom import showroom_month

ZONE = "Asia/Shanghai"
Ask = Callable[[dict[str, Any], Rules], Any]


def answer(ask: str, given: dict[str, Any], rules: Rules) -> Any:
    """The answer of Python, as it would travel; `{"problems": …}` for wrong input."""
    try:
        return _json(ASKS[ask](given, rules))
    except InvalidInput as error:
        return {"problems": _json(error.problems)}


def _json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | frozenset | set):
        return [_json(inner) for inner in value]
    if isinstance(value, Problem):
        return {"path": value.path, "what": value.what, "code": value.code}
    if hasattr(value, "__dataclass_fields__"):
        return _json(asdict(value))
    return value


def _day(given: dict[str, Any], name: str) -> date:
    found = parse_day(given[name])
    assert found is not None, f"{name} of the question must be a day"
    return found


def _case(given: dict[str, Any], rules: Rules) -> Any:
    return read_case(given["case"], rules, zone_of(given.get("zone", ZONE)))


def _lead(fields: dict[str, Any], rules: Rules) -> Lead:
    return lead_from_wire(fields, {}, rules)


def _explain(given: dict[str, Any], rules: Rules) -> Any:
    zone = zone_of(given.get("zone", ZONE))
    found = answers.explained(given["case"], _day(given, "on"), rules, zone)
    answer = {name: value for name, value in found.answer.items() if name not in ("rules", "pages")}
    if not found.problems:
        return answer
    return {**answer, "problems": found.problems, "left_out": found.left_out}


def _explain_month(given: dict[str, Any], rules: Rules) -> Any:
    as_of = parse_time(given["as_of"])
    assert as_of is not None, "as_of of the question must be a time"
    rows = read_month_input(given["input"])
    found = explain_month(rows, given["month"], as_of, rules)
    found.pop("rules")
    return {**found, "problems": rows.problems, "left_out": rows.left_out, "warnings": rows.warnings}


def _moment(given: dict[str, Any], _rules: Rules) -> Any:
    found = parse_stamp(given["stamp"]) if "stamp" in given else parse_time(given["time"])
    if found is None:
        return None
    # Whole milliseconds: a float of seconds is not exact.
    ms = (found - parse_time("1970-01-01T00:00:00Z")) // _MS  # type: ignore[operator]
    return {"ms": ms, "day": local_day(found, zone_of(given["zone"]))}


def _can_move(given: dict[str, Any], rules: Rules) -> Any:
    return can_move(_case(given, rules).lead, given["to"], _day(given, "on"), rules)


def _ratio(given: dict[str, Any], rules: Rules) -> Any:
    ratio = own_ratio(given["outcomes"], given["own_closes"], rules)
    return {
        "left": left(given["prospects"], given["closes"], ratio),
        "book": first_meetings_to_book(given["quota"], given["active"], given["dated"], ratio, rules),
    }


def _dispatch_run(given: dict[str, Any], rules: Rules) -> Any:
    cases = [read_case(entry, rules, zone_of(ZONE)) for entry in given["queue"]]
    queue = [Waiting(case.lead, case.told, case.has_live_order, case.excluded) for case in cases]
    dealers = [
        Dealer(d["code"], Place(d["lat"], d["lon"]), frozenset(d["models"]), d["active"])
        for d in given["dealers"]
    ]
    places = {case.lead.id: case.lead.place for case in cases if case.lead.place}
    run = dispatch_run(queue, dealers, given["open_orders"], places, _day(given, "on"), rules)
    return [{"lead": id_, "dealer": choice.dealer, "because": choice.because} for id_, choice in run]


def _showroom(given: dict[str, Any], rules: Rules) -> Any:
    span = month_of(given["month"])
    assert span is not None, "month of the question must be a month"
    cases = [read_case(entry, rules, zone_of(ZONE)) for entry in given["leads"]]
    return showroom_month([(case.lead, case.told.activities) for case in cases], Month(*span))


def _retention(given: dict[str, Any], rules: Rules) -> Any:
    case = _case(given, rules)
    return retention(case.lead, case.told.activities, _day(given, "on"), rules)


def _same(given: dict[str, Any], rules: Rules) -> Any:
    one, other = _lead(given["one"], rules), _lead(given["other"], rules)
    spelt = given.get("pinyin", {})
    return {
        "keys": sorted(contact_keys(one)),
        "same": is_same(one, other),
        "likely": is_likely_same(one, other, lambda name: str(spelt.get(name, name))),
    }


def _choose(given: dict[str, Any], rules: Rules) -> Any:
    cities = {name: Place(*point) for name, point in given.get("cities", {}).items()}
    return _partial(answers.choose(given["input"], cities, rules, zone_of(ZONE)))


def _partial(partial: answers.Partial) -> Any:
    return {"answer": partial.answer, "problems": partial.problems, "left_out": partial.left_out}


_MS = parse_time("1970-01-01T00:00:00.001Z") - parse_time("1970-01-01T00:00:00Z")  # type: ignore[operator]

ASKS: dict[str, Ask] = {
    "add_days": lambda given, _: add_days(_day(given, "day"), given["n"]),
    "add_months": lambda given, _: add_months(_day(given, "day"), given["n"]),
    "parse_day": lambda given, _: parse_day(given["text"]),
    "moment": _moment,
    "week_of": lambda given, _: week_of(_day(given, "day")),
    "month_of": lambda given, _: month_of(given["text"]),
    "classify": lambda given, rules: classified(parse_day(given["expected_on"]), _day(given, "on"), rules),
    "window": lambda given, rules: expected_from_window(given["letter"], _day(given, "on"), rules),
    "e164": lambda given, _: e164(given["text"]),
    "explain": _explain,
    "can_move": _can_move,
    "explain_month": _explain_month,
    "man": lambda given, _: man(given["money"], given["authority"], given["need"]),
    "ratio": _ratio,
    "shape": lambda given, rules: answers.shape_of(
        given["counts"], given.get("quota"), given.get("ratio"), rules
    ),
    "plan": lambda given, rules: _partial(
        answers.plan(given["input"], _day(given, "on"), rules, zone_of(ZONE))
    ),
    "pareto": lambda given, rules: _partial(
        answers.pareto(given["input"], _day(given, "on"), rules, zone_of(ZONE))
    ),
    "choose": _choose,
    "dispatch_run": _dispatch_run,
    "showroom": _showroom,
    "retention": _retention,
    "same": _same,
}
