"""The calls that pages may make: numbers, words and tables from the rules, in the page's language.

docs/authoring.md lists them. A call answers with plain text, with a small piece of markup, or with a block.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from leadpwa.domain.rules import Rules
from leadpwa.domain.rules_parts import ClassRule
from leadpwa.errors import RulesError
from leadpwa.site import phrases
from leadpwa.site.expressions import Block
from leadpwa.site.worked import Worked

# As much of the rules' hash as tells two versions apart at a glance.
SHORT = 8


class Calls:
    """The calls of one language; every public method is one."""

    def __init__(self, rules: Rules, words: Mapping[str, str], language: str, templates: Path) -> None:
        self._rules = rules
        self._words = words
        self._language = language
        self._worked = Worked(rules)
        self._environment = Environment(
            loader=FileSystemLoader(templates / "calls"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(
            zh=language == "zh",
            words=words,
            rules_version=rules.version,
            rules_hash=rules.hash[:SHORT],
            badge=self.cls,
            percent=self.percent,
            window=self.window,
            day=lambda value: phrases.day(value, language),
            day_near=lambda value, near: phrases.day_near(value, near, language),
            moment=lambda value: phrases.moment(value, language),
        )

    def functions(self) -> dict[str, Callable[..., Any]]:
        """Every call by its name."""
        names = [name for name in dir(self) if not name.startswith("_") and name != "functions"]
        return {name: getattr(self, name) for name in names}

    def rule(self, path: str) -> Any:
        """The number (or word) at a dotted path of rules.toml."""
        value = self._rules.value(path)
        if isinstance(value, Mapping | list):
            raise RulesError(f"'{path}' is a table, not a number")
        return value

    def percent(self, path: str) -> str:
        """A rate, whether it is kept in per cent or in per mille."""
        value, unit = self._measured(path, "per cent", "per mille")
        return phrases.per_cent(value, unit)

    def ordinal(self, path: str) -> str:
        """A day of the month: 10 日, 10th."""
        return phrases.ordinal(self._measured(path, "day of month")[0], self._language)

    def fraction(self, path: str) -> str:
        """One of so many parts, in words."""
        return phrases.fraction(self._measured(path, "parts")[0], self._language)

    def one_in(self, path: str) -> str:
        """A ratio: 1 : 5, 1 in 5."""
        return phrases.one_in(self._measured(path, "one in")[0], self._language)

    def source(self, path: str) -> str:
        """Who gave the number: the training decks, or we."""
        origin = self._rules.source(path)
        if origin is None:
            raise RulesError(f"'{path}' says no source")
        return self._words[origin]

    def cls(self, letter: str) -> Markup:
        """The class as a badge."""
        self._class(letter)
        return Markup('<span class="badge badge-text" data-class="{0}">{0}</span>').format(letter)

    def window(self, letter: str) -> str:
        """The span of time that the class stands for."""
        classes = self._rules.classes
        index = classes.index(self._class(letter))
        before = classes[index - 1].upto if index else None
        here = classes[index].upto
        unit = (here or before or classes[0].answer).unit
        return phrases.window(before.n if before else None, here.n if here else None, unit, self._language)

    def nurture(self, letter: str) -> int:
        """Days between two contacts of that class."""
        return self._class(letter).nurture_days

    def dispatched_classes(self) -> str:
        """The classes that are handed to a dealer: A、B."""
        return phrases.listed([c.letter for c in self._rules.classes if c.dispatch], self._language)

    def nurtured_classes(self) -> str:
        """The classes that are nurtured: C、D、E."""
        return phrases.listed([c.letter for c in self._rules.classes if not c.dispatch], self._language)

    def table_classes(self) -> Block:
        """Class, window, where it goes, days between contacts."""
        return self._block("classes", classes=self._rules.classes)

    def table_stars(self) -> Block:
        """The gates with their caps, and what the close rate takes off."""
        return self._block("stars", stars=self._rules.stars)

    def table_columns(self) -> Block:
        """The six columns of the board with their evidence."""
        return self._block("columns", board=self._rules.board)

    def table_retention(self) -> Block:
        """How long what is kept."""
        return self._block("retention", keep=self._rules.retention)

    def table_rates(self) -> Block:
        """The rates, each with its numerator and denominator."""
        return self._block("rates", days=self._rules.dispatch.reply_days)

    def example_classify(self, on: str, window: str | None = None, expected_on: str | None = None) -> Block:
        """An answer given on a day: the date that is kept, its class, and when that changes."""
        if window is not None:
            self._class(window)
        return self._block("classify", it=self._worked.classify(on, window, expected_on))

    def example_reply(self, dispatched_at: str) -> Block:
        """Until when a reply to an order of that moment is timely."""
        return self._block("reply", it=self._worked.reply(dispatched_at))

    def example_month(self) -> Block:
        """A dealer's month: fractions, gate, step, stars."""
        return self._block("month", it=self._worked.month())

    def example_ratio(self, prospects: int, closes: int) -> Block:
        """What is left of so many prospects after so many closes."""
        return self._block("ratio", it=self._worked.ratio(prospects, closes))

    def _measured(self, path: str, *units: str) -> tuple[int, str]:
        """The number at a path and its unit, which must be one that the call can put into words."""
        value = self.rule(path)
        if not isinstance(value, int) or isinstance(value, bool):
            raise RulesError(f"'{path}' is no number")
        unit = str(self._rules.value(f"{path}.unit"))
        if unit not in units:
            raise RulesError(f"'{path}' counts {unit}; this call is for {' and '.join(units)}")
        return value, unit

    def _class(self, letter: str) -> ClassRule:
        for each in self._rules.classes:
            if each.letter == letter:
                return each
        letters = ", ".join(c.letter for c in self._rules.classes)
        raise RulesError(f"scheme {self._rules.scheme} has no class '{escape(letter)}'; it has {letters}")

    def _block(self, name: str, **values: Any) -> Block:
        text = self._environment.get_template(f"{name}.html").render(**values)
        return Block(" ".join(text.split()))
