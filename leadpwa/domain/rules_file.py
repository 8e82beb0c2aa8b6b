"""Checks that the types of the rules are made of, and their faults in words (docs/rules.md 0)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from math import isfinite
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

CLOSED = ConfigDict(extra="forbid")

_MENDS = {
    "missing": "Add it",
    "unexpected_keyword_argument": "Take it out, or mend its spelling",
    "string_type": "Write text in quotes",
    "bool_type": "Write true or false",
}


def fault(what: str, mend: str) -> PydanticCustomError:
    """A fault that carries its own mend."""
    return PydanticCustomError("rule", "{what}", {"what": what, "mend": mend})


def whole(entry: Any, unit: str, least: int, most: int) -> int:
    """The number in `{ value, unit, source }`; raises a fault where form, unit or range is wrong."""
    form = f'Write {{ value = {least}, unit = "{unit}", source = "ours" }}'
    if not isinstance(entry, dict):
        raise fault("must say value, unit and source", form)
    for key in ("value", "unit", "source"):
        if key not in entry:
            raise fault(f"has no {key}", form)
    for key in entry:
        if key not in ("value", "unit", "source"):
            raise fault(f"has an unknown key '{key}'", "Take it out, or mend its spelling")
    if entry["unit"] != unit:
        raise fault(f"is in {entry['unit']!r}", f'Its unit must be "{unit}"')
    if entry["source"] not in ("seed", "ours"):
        raise fault(f"has the source {entry['source']!r}", 'Write "seed" or "ours"')
    value = entry["value"]
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise fault(f"has the value {value!r}", f"Write a whole number from {least} to {most}")
    return value


def number(unit: str, *, least: int = 0, most: int = 10_000) -> BeforeValidator:
    """Checks `{ value, unit, source }` and keeps the whole number alone."""
    return BeforeValidator(lambda entry: whole(entry, unit, least, most))


Days = Annotated[int, number("days")]
SomeDays = Annotated[int, number("days", least=1)]
Months = Annotated[int, number("months", least=1, most=1200)]
Hours = Annotated[int, number("hours", least=1)]
PerCent = Annotated[int, number("per cent", most=1000)]
PerMille = Annotated[int, number("per mille", most=1000)]
Count = Annotated[int, number("stars", most=100)]


def descending(values: Sequence[int], *, key: str) -> None:
    """Raises a fault where the values of `key` do not fall from entry to entry."""
    if any(a <= b for a, b in itertools.pairwise(values)):
        raise fault(f"{key} must fall from entry to entry: {list(values)}", "Put the highest first")


def first_fault(error: ValidationError) -> tuple[str, str, str]:
    """Key, what is wrong, and the mend of the first fault; unknown keys come before what they may have meant."""
    faults = sorted(error.errors(), key=lambda e: e["type"] != "unexpected_keyword_argument")
    first = faults[0]
    key = ".".join(str(step) for step in first["loc"]) or "the file"
    if first["type"] == "rule":
        return key, first["ctx"]["what"], first["ctx"]["mend"]
    what = {"missing": "is missing", "unexpected_keyword_argument": "no such key"}.get(
        first["type"], first["msg"]
    )
    return key, what, _MENDS.get(first["type"], "Mend the value")


def no_json(entry: Any, key: str = "") -> tuple[str, str, str] | None:
    """Key, what is wrong, and the mend of the first value that JSON can't hold: a day, a time, an endless number."""
    if isinstance(entry, date | datetime | time):
        return key, f"is a day or a time ({entry})", _MENDS["string_type"]
    if isinstance(entry, float) and not isfinite(entry):
        return key, f"has the value {entry}", "Write a whole number"
    inner = (
        entry.items() if isinstance(entry, Mapping) else enumerate(entry) if isinstance(entry, list) else ()
    )
    found = (no_json(value, f"{key}.{name}" if key else str(name)) for name, value in inner)
    return next((fault for fault in found if fault), None)


def line_of(text: str, key: str) -> int | None:
    """The line on which a dotted key most likely stands, counted from 1; None where it is not in the text."""
    steps = [step for step in key.split(".") if not step.isdigit()]
    entry = next((int(step) for step in key.split(".") if step.isdigit()), 0)
    lines = text.splitlines()
    start: int | None = None
    for depth in range(len(steps)):
        dotted = r"\.".join(rf'"?{re.escape(step)}"?' for step in steps[: depth + 1])
        heads = [n for n, line in enumerate(lines) if re.match(rf"\s*\[\[?{dotted}\]", line)]
        if heads:
            start = heads[min(entry, len(heads) - 1)]
    for n in range(start or 0, len(lines)):
        if steps and re.match(rf'\s*"?{re.escape(steps[-1])}"?\s*=', lines[n]):
            return n + 1
    return None if start is None else start + 1
