"""The tables of `rules.toml`, one frozen class each; the field's type says unit and range (docs/rules.md 0)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, model_validator
from pydantic.dataclasses import dataclass

from leadpwa.domain.rules_file import (
    CLOSED,
    Count,
    Days,
    Hours,
    Months,
    PerCent,
    PerMille,
    SomeDays,
    descending,
    fault,
    number,
    whole,
)

SHORTEST_MONTH = 28


@dataclass(frozen=True, slots=True)
class Span:
    """So many calendar months or days."""

    n: int
    unit: str


def _span(entry: Any) -> Span:
    unit = entry.get("unit") if isinstance(entry, dict) else None
    unit = unit if unit in ("months", "days") else "months"
    return Span(whole(entry, unit, 1, 1200), unit)


@dataclass(frozen=True, slots=True, config=CLOSED)
class ClassRule:
    """A purchase class: what is bought up to `upto` from today; the last one has no bound."""

    letter: Annotated[str, Field(alias="class", pattern=r"^[A-Z]$")]
    nurture_days: SomeDays
    dispatch: StrictBool
    upto: Annotated[Span | None, BeforeValidator(_span)] = None
    answer_months: Months | None = None
    answer_days: SomeDays | None = None

    @model_validator(mode="after")
    def _one_answer(self) -> ClassRule:
        if (self.answer_months is None) == (self.answer_days is None):
            raise fault("needs one of answer_months and answer_days", "Write one of the two")
        return self

    @property
    def answer(self) -> Span:
        """How far after the answer its far end lies."""
        if self.answer_months is not None:
            return Span(self.answer_months, "months")
        return Span(self.answer_days or 0, "days")


def _ordered(classes: tuple[ClassRule, ...]) -> tuple[ClassRule, ...]:
    if len(classes) < 2:
        raise fault("has fewer than two classes", "Write at least two, the last without 'upto'")
    letters = [c.letter for c in classes]
    if len(set(letters)) < len(letters):
        raise fault(f"names a class twice: {', '.join(letters)}", "Give each its own letter")
    if classes[-1].upto is not None:
        raise fault(
            f"its last class {letters[-1]} has a bound", "Take 'upto' out: the last one holds the rest"
        )
    spans = [c.upto for c in classes[:-1]]
    for letter, span in zip(letters, spans, strict=False):
        if span is None:
            raise fault(f"its class {letter} has no bound", "Write 'upto' for all but the last")
    units = {span.unit for span in spans if span}
    if len(units) > 1:
        raise fault("mixes months and days", "Bound all its classes in one unit")
    bounds = [span.n for span in spans if span]
    if sorted(set(bounds)) != bounds:
        raise fault(f"its bounds do not rise: {bounds}", "Put the nearest class first")
    for nearer, here in zip((None, *classes), classes, strict=False):
        _answered_within(here, nearer.upto if nearer else None)
    if sorted((c.dispatch for c in classes), reverse=True) != [c.dispatch for c in classes]:
        raise fault("dispatches a far class and not a nearer one", "Let the dispatched classes come first")
    return classes


def _answered_within(here: ClassRule, after: Span | None) -> None:
    """Raises a fault where the answer of a class is a day of another class."""
    bound = here.upto or after
    if bound and here.answer.unit != bound.unit:
        raise fault(
            f"its class {here.letter} is answered in {here.answer.unit}", f"Write answer_{bound.unit}"
        )
    if (here.upto and here.answer.n > here.upto.n) or (after and here.answer.n <= after.n):
        answer = f"{here.answer.n} {here.answer.unit}"
        what = f"its class {here.letter} has an answer of {answer}, which lies in another class"
        raise fault(what, "Write one within the bounds of the class")


def _letters(name: str) -> list[str]:
    """The classes that a scheme's name promises: A-E is A to E; H-C, common in car retail, is H, A, B, C."""
    first, _, last = name.partition("-")
    if len(first) != 1 or len(last) != 1 or not (name.isascii() and first.isupper() and last.isupper()):
        return []
    head = [first] if first > last else []
    return head + [chr(c) for c in range(ord("A" if head else first), ord(last) + 1)]


def _named(schemes: Mapping[str, tuple[ClassRule, ...]]) -> Mapping[str, tuple[ClassRule, ...]]:
    for name, classes in schemes.items():
        letters, promised = [c.letter for c in classes], _letters(name)
        if letters != promised:
            missing = [letter for letter in promised if letter not in letters]
            what = f"has no class {missing[0]}" if missing else f"holds {', '.join(letters)}"
            raise fault(
                f"scheme {name} {what}", "A scheme is named for its first and last class; write them all"
            )
    return MappingProxyType(dict(schemes))


Classes = Annotated[tuple[ClassRule, ...], AfterValidator(_ordered)]
Schemes = Annotated[Mapping[str, Classes], AfterValidator(_named)]


@dataclass(frozen=True, slots=True, config=CLOSED)
class Capture:
    seconds: Annotated[int, number("seconds", least=1)]
    complete_days: Days
    clock_trust_hours: Hours


@dataclass(frozen=True, slots=True, config=CLOSED)
class Consent:
    wait_days: Days
    wording: str


@dataclass(frozen=True, slots=True, config=CLOSED)
class Contact:
    first_days: Days
    unclassified_days: SomeDays
    complaint_hours: Hours


@dataclass(frozen=True, slots=True, config=CLOSED)
class Service:
    first_days: SomeDays
    second_days: SomeDays
    every_months: Months

    @model_validator(mode="after")
    def _rises(self) -> Service:
        if self.second_days <= self.first_days:
            raise fault("second_days must be above first_days", "Put the earlier call first")
        if self.second_days >= self.every_months * SHORTEST_MONTH:
            raise fault("second_days must lie before every_months", "Put the earlier call first")
        return self


@dataclass(frozen=True, slots=True, config=CLOSED)
class Dispatch:
    reply_days: Days
    sweep_hour: Annotated[int, number("hour", most=23)]
    late_receipt_hours: Hours
    earth_decimetres: Annotated[int, number("decimetres", least=1, most=10**9)]


@dataclass(frozen=True, slots=True, config=CLOSED)
class Report:
    final_day: Annotated[int, number("day of month", least=1, most=28)]


@dataclass(frozen=True, slots=True, config=CLOSED)
class Gate:
    at_least: PerMille
    cap: Count


@dataclass(frozen=True, slots=True, config=CLOSED)
class Step:
    at_least: PerCent
    less: Count


Gates = Annotated[tuple[Gate, ...], Field(min_length=1)]
Steps = Annotated[tuple[Step, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, config=CLOSED)
class Stars:
    highest: Count
    lowest: Count
    gates: Gates
    steps: Steps
    otherwise_less: Count

    @model_validator(mode="after")
    def _in_order(self) -> Stars:
        descending([g.at_least for g in self.gates], key="gates.at_least")
        descending([self.highest + 1, *[g.cap for g in self.gates], self.lowest - 1], key="gates.cap")
        descending([s.at_least for s in self.steps], key="steps.at_least")
        descending([-s.less for s in self.steps] + [-self.otherwise_less], key="steps.less, taken away,")
        return self


@dataclass(frozen=True, slots=True, config=CLOSED)
class Probability:
    opportunity: PerCent
    first_meeting: PerCent
    p25: PerCent
    p50: PerCent
    p90: PerCent

    @model_validator(mode="after")
    def _rises(self) -> Probability:
        values = [self.opportunity, self.first_meeting, self.p25, self.p50, self.p90]
        if values != sorted(values) or values[-1] > 100:
            raise fault(f"must rise from column to column, to 100 at most: {values}", "Put them in order")
        return self


@dataclass(frozen=True, slots=True, config=CLOSED)
class Board:
    sales_cycle_days: SomeDays
    grace_days: Days
    p90_close_of_ten: Annotated[int, number("of ten", most=10)]
    probability: Probability


@dataclass(frozen=True, slots=True, config=CLOSED)
class Ratio:
    closing: Annotated[int, number("one in", least=1)]
    meetings_per_prospect: Annotated[int, number("meetings", least=1)]
    own_months: Months
    own_outcomes: Annotated[int, number("outcomes", least=1)]
    thirds: Annotated[int, number("parts", least=1)]


@dataclass(frozen=True, slots=True, config=CLOSED)
class Week:
    new_names_weekday: Annotated[int, number("weekday", least=1, most=7)]
    new_names_hour: Annotated[int, number("hour", most=23)]


@dataclass(frozen=True, slots=True, config=CLOSED)
class Pareto:
    share: Annotated[int, number("per cent", least=1, most=100)]


@dataclass(frozen=True, slots=True, config=CLOSED)
class Retention:
    open_months: Months
    lost_months: Months
    enquiry_months: Months
    invalid_months: Months
    anonymous_months: Months
    closed_months: Months
    listed_days: Days
    licence_days: Days


@dataclass(frozen=True, slots=True, config=CLOSED)
class Phone:
    lease_days: SomeDays
    clock_warn_minutes: Annotated[int, number("minutes", least=1)]
    invitation_minutes: Annotated[int, number("minutes", least=1)]
    retry_show_days: SomeDays
