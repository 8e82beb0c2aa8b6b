"""Reads fields of JSON and gathers what is wrong in them, so that one look names everything.

A value of the wrong form counts as absent, as null does; whether that is an error is for the caller to say.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from leadpwa.domain.calendar import parse_day, parse_time
from leadpwa.domain.problems import InvalidInput, Problem

LARGEST = 2**53 - 1


class Reader:
    """One JSON object at a path; readers of its parts share the list of problems."""

    def __init__(self, value: object, path: str = "", problems: list[Problem] | None = None) -> None:
        self.path = path
        self.problems: list[Problem] = [] if problems is None else problems
        self._fields = cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}
        self._is_object = isinstance(value, Mapping)
        if not self._is_object:
            self.problems.append(Problem(path, "not_an_object"))

    def finish(self) -> None:
        """Raises InvalidInput where anything was wrong."""
        if self.problems:
            raise InvalidInput(self.problems)

    def has(self, name: str) -> bool:
        """Whether something other than null stands there."""
        return self._fields.get(name) is not None

    def holds(self, name: str) -> bool:
        """Whether the name stands there, be it null."""
        return name in self._fields

    def fields(self, kind: str) -> Reader:
        """The fields of a whole record `{kind?, fields, …}` of that kind; else the object itself, as fields alone."""
        if not self.holds("fields") and not self.holds("kind"):
            return self
        self.choice("kind", (kind,))
        self.needs("fields")
        return self.part("fields")

    def unique(self, name: str, taken: Collection[str]) -> str | None:
        """A text that must be there, and in no other row."""
        self.needs(name)
        value = self.text(name)
        if value in taken:
            self.wrong(name, "repeated")
        return value

    def unknown(self, *known: str) -> list[Problem]:
        """A word on every name that is not one of these, for who typed it: nothing reads it."""
        return [Problem(self.at(name), "unknown") for name in self.names() if name not in known]

    def needs(self, *names: str) -> None:
        """Names every one of these that is not there; what is no object lacks nothing more."""
        for name in names:
            if self._is_object and not self.has(name):
                self.wrong(name, "missing")

    def text(self, name: str) -> str | None:
        return cast("str | None", self._typed(name, str, "not_text"))

    def choice(self, name: str, words: Sequence[str]) -> str | None:
        """One of these words."""
        value = self.text(name)
        if value is not None and value not in words:
            self.wrong(name, "not_a_choice", allowed=" ".join(words))
            return None
        return value

    def flag(self, name: str) -> bool:
        return self._typed(name, bool, "not_a_flag") is True

    def whole(self, name: str, *, least: int = 0, most: int = LARGEST) -> int | None:
        """A whole number within bounds; 3.0 is one, true is none."""
        value = self.number(name, least=least, most=most, what="not_whole")
        if value is not None and value != int(value):
            self.wrong(name, "not_whole")
            return None
        return None if value is None else int(value)

    def number(
        self, name: str, *, least: float, most: float, what: str = "not_a_number"
    ) -> int | float | None:
        """A number within bounds, both included."""
        value = self._typed(name, (int, float), what)
        if isinstance(value, bool):
            self.wrong(name, what)
            return None
        if value is not None and not least <= value <= most:
            self.wrong(name, "out_of_range", allowed=f"{least} to {most}")
            return None
        return cast("int | float | None", value)

    def day(self, name: str) -> date | None:
        text = self._typed(name, str, "not_a_date")
        found = parse_day(text) if text is not None else None
        if text is not None and found is None:
            self.wrong(name, "not_a_date")
        return found

    def moment(self, name: str) -> datetime | None:
        text = self._typed(name, str, "not_a_time")
        found = parse_time(text) if text is not None else None
        if text is not None and found is None:
            self.wrong(name, "not_a_time")
        return found

    def words(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self._typed(name, list, "not_a_list") or []
        wrong = [n for n, word in enumerate(value) if not isinstance(word, str)]
        for n in wrong:
            self.problems.append(Problem(f"{self.at(name)}[{n}]", "not_text"))
        return () if wrong else tuple(value)

    def part(self, name: str) -> Reader:
        """The object that stands there, or an empty one."""
        value = self._typed(name, Mapping, "not_an_object")
        return Reader(value or {}, self.at(name), self.problems)

    def has_part(self, name: str) -> bool:
        """Whether an object stands there; anything else but null is noted."""
        return self._typed(name, Mapping, "not_an_object") is not None

    def values(self, name: str) -> list[Any]:
        """The entries of a list, as they are."""
        return self._typed(name, list, "not_a_list") or []

    def rows(self, name: str) -> list[Reader]:
        """The entries of a list, each with problems of its own: one bad row hides no other."""
        return [Reader(entry, f"{self.at(name)}[{n}]", []) for n, entry in enumerate(self.values(name))]

    def raw(self, name: str) -> Any:
        """Whatever stands there."""
        return self._fields.get(name)

    def names(self) -> list[str]:
        """The names that stand here, by code point: the order of an object is not the same in every language."""
        return sorted(self._fields)

    def at(self, name: str) -> str:
        """The path of a field."""
        return f"{self.path}.{name}" if self.path and name else self.path or name

    def wrong(self, name: str, what: str, *, allowed: str = "") -> None:
        """Notes that a field is wrong; `what` is a key of `problems.SENTENCES`, `allowed` says what may stand there."""
        self.problems.append(Problem(self.at(name), what, allowed=allowed))

    def _typed(self, name: str, kind: type[Any] | tuple[type[Any], ...], what: str) -> Any:
        value = self._fields.get(name)
        if value is not None and not isinstance(value, kind):
            self.wrong(name, what)
            return None
        return value
