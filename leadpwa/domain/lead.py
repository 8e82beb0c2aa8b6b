"""A lead as the rules read it: the wire's fields, with days parsed once (docs/rules.md, 1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from leadpwa.domain.calendar import local_day, parse_day, parse_stamp, parse_time, zone_of
from leadpwa.domain.problems import InvalidInput, Problem

DEFAULT_ZONE = "Asia/Shanghai"
# Beyond this distance from the creation stamp the phone's own time of capture is taken as wrong.
CLOCK_TRUST = timedelta(hours=24)
DAYS = (
    "expected_on",
    "confirmed_on",
    "second_call_on",
    "met_on",
    "decision_on",
    "delivery_on",
    "said_yes_on",
    "signed_on",
    "delivered_on",
    "dormant_until",
)


@dataclass(frozen=True, slots=True)
class Lead:
    """What the rules need of a lead. `stamped` has the local day on which each field was last changed."""

    stage: str = "lead"
    column: str = "opportunity"
    purchase_window: str | None = None
    captured_on: date | None = None
    expected_on: date | None = None
    confirmed_on: date | None = None
    first_meeting_on: date | None = None
    second_call_on: date | None = None
    met_on: date | None = None
    decision_on: date | None = None
    delivery_on: date | None = None
    said_yes_on: date | None = None
    signed_on: date | None = None
    delivered_on: date | None = None
    dormant_until: date | None = None
    next_step_on: date | None = None
    decider: bool = False
    proposal_fits: bool = False
    price_discussed: bool = False
    lost_why: str | None = None
    lost_on: date | None = None
    invalid_why: str | None = None
    outcome_confirmed: bool = False
    money: str = "unknown"
    authority: str = "unknown"
    need: str = "unknown"
    budget_min: int | None = None
    budget_max: int | None = None
    no_contact: bool = False
    dealer: str | None = None
    owner: str | None = None
    merged: bool = False
    models: tuple[str, ...] = ()
    stamped: Mapping[str, date] = field(default_factory=dict)


def lead_from_wire(
    fields: Mapping[str, Any], stamps: Mapping[str, str], *, timezone: str = DEFAULT_ZONE
) -> Lead:
    """The lead that these fields spell; what the rules do not know is passed over.

    Raises:
        InvalidInput: a known field has a form that is none; every one is named.
    """
    reader = _Reader(fields)
    zone = zone_of(timezone)
    stamped = {
        name: local_day(moment, zone) for name, text in stamps.items() if (moment := parse_stamp(text))
    }
    days = {name: reader.day(name) for name in DAYS}
    captured = reader.moment("captured_at")
    created = parse_stamp(stamps.get("captured_at", ""))
    if captured is not None and created is not None and abs(captured - created) > CLOCK_TRUST:
        captured = created
    meeting = reader.moment("first_meeting_at")
    step, lost, budget = reader.mapping("next_step"), reader.mapping("lost"), reader.mapping("budget")
    outcome = reader.text("column") or "opportunity"
    lead = Lead(
        stage=reader.text("stage") or "lead",
        column=outcome,
        purchase_window=reader.text("purchase_window"),
        captured_on=_on(captured, zone),
        first_meeting_on=_on(meeting, zone),
        next_step_on=step.day("on"),
        decider=reader.mapping("decider").flag("yes"),
        proposal_fits=reader.mapping("proposal_fits").flag("yes"),
        price_discussed=reader.mapping("price_discussed").flag("yes"),
        lost_why=lost.text("why"),
        lost_on=lost.day("on"),
        invalid_why=reader.text("invalid_why"),
        outcome_confirmed=reader.mapping("outcome_confirmed").flag("yes")
        and _confirmed_in_time(outcome, stamps),
        money=reader.text("money") or "unknown",
        authority=reader.text("authority") or "unknown",
        need=reader.text("need") or "unknown",
        budget_min=budget.whole("min"),
        budget_max=budget.whole("max"),
        no_contact=reader.flag("no_contact"),
        dealer=reader.text("dealer"),
        owner=reader.text("owner"),
        merged=reader.text("merged_into") is not None,
        models=reader.words("models"),
        stamped=stamped,
        **days,
    )
    reader.finish()
    return lead


def _confirmed_in_time(column: str, stamps: Mapping[str, str]) -> bool:
    """A confirmation counts only for the outcome that it was given for, not for one claimed after it."""
    about = "invalid_why" if column == "invalid" else "lost"
    return stamps.get("outcome_confirmed", "") >= stamps.get(about, "") or "outcome_confirmed" not in stamps


def _on(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return None if moment is None else local_day(moment, zone)


class _Reader:
    """Reads fields and gathers what is wrong in them, so that one look names everything."""

    def __init__(
        self, fields: Mapping[str, Any], path: str = "", problems: list[Problem] | None = None
    ) -> None:
        self._fields = fields
        self._path = path
        self._problems: list[Problem] = [] if problems is None else problems

    def finish(self) -> None:
        if self._problems:
            raise InvalidInput(self._problems)

    def text(self, name: str) -> str | None:
        return cast("str | None", self._typed(name, str, "not_text"))

    def flag(self, name: str) -> bool:
        return self._typed(name, bool, "not_a_flag") is True

    def whole(self, name: str) -> int | None:
        value = self._typed(name, int, "not_whole")
        if isinstance(value, bool):
            self._wrong(name, "not_whole")
            return None
        if value is not None and value < 0:
            self._wrong(name, "out_of_range")
            return None
        return cast("int | None", value)

    def day(self, name: str) -> date | None:
        text = self._typed(name, str, "not_a_date")
        found = parse_day(text) if text is not None else None
        if text is not None and found is None:
            self._wrong(name, "not_a_date")
        return found

    def moment(self, name: str) -> datetime | None:
        text = self._typed(name, str, "not_a_time")
        found = parse_time(text) if text is not None else None
        if text is not None and found is None:
            self._wrong(name, "not_a_time")
        return found

    def words(self, name: str) -> tuple[str, ...]:
        value = self._typed(name, list, "not_a_list") or []
        if not all(isinstance(word, str) for word in value):
            self._wrong(name, "not_text")
            return ()
        return tuple(value)

    def mapping(self, name: str) -> _Reader:
        value = self._typed(name, Mapping, "not_an_object")
        return _Reader(value or {}, f"{self._path}{name}.", self._problems)

    def _typed(self, name: str, kind: type[Any], what: str) -> Any:
        value = self._fields.get(name)
        if value is not None and not isinstance(value, kind):
            self._wrong(name, what)
            return None
        return value

    def _wrong(self, name: str, what: str) -> None:
        self._problems.append(Problem(f"{self._path}{name}", what))
