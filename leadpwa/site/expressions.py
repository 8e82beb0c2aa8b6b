"""Template calls in a page's text: every `{{ … }}` is a Jinja expression, worked out before Markdown sees the page.

An unknown name, rule or argument ends the page with its line; nothing is ever printed as nothing, and only numbers,
words and markup are printed at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, UndefinedError
from markupsafe import Markup

from leadpwa.errors import ContentError, LeadpwaError

_CALL = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_OTHER = re.compile(r"\{%|\{\{|\}\}")
_MARK = re.compile("(?:<p>)?\ue000(\\d+)\ue001(?:</p>)?|\ue002(\\d+)\ue001")


class Block(Markup):
    """Markup that stands in a paragraph of its own: a table, a worked example."""


class Expressions:
    """Works out calls with the given functions; answers are kept from page to page."""

    def __init__(self, functions: Mapping[str, Any]) -> None:
        self._environment = Environment(undefined=StrictUndefined, autoescape=False)
        self._environment.globals.clear()
        self._environment.globals.update(functions)
        self._answers: dict[str, Any] = {}

    def fill(self, text: str, *, path: Path, first_line: int) -> tuple[str, list[str]]:
        """The text with every call's answer in its place, and the HTML of those that answered with markup.

        Markup waits outside the text under a mark of its own, so that Markdown leaves it alone wherever it
        stands; `unmark` puts it back. Raises ContentError.
        """
        if "{{" not in text and "{%" not in text and "}}" not in text:
            return text, []
        blocks: list[str] = []
        parts: list[str] = []
        end = 0
        for match in _CALL.finditer(text):
            line = first_line + text.count("\n", 0, match.start())
            parts.append(text[end : match.start()])
            answer = self._value(match[1].strip(), path, line)
            if isinstance(answer, Markup):
                mark = "\ue000" if isinstance(answer, Block) else "\ue002"
                parts.append(f"{mark}{len(blocks)}\ue001")
                blocks.append(str(answer))
            else:
                parts.append(str(answer))
            end = match.end()
        parts.append(text[end:])
        _no_rest(text, path, first_line)
        return "".join(parts), blocks

    def _value(self, source: str, path: Path, line: int) -> Any:
        # The same call gives the same answer on every page.
        if source not in self._answers:
            try:
                answer = self._environment.compile_expression(source, undefined_to_none=False)()
                if isinstance(answer, StrictUndefined):
                    str(answer)
            except Exception as error:
                raise ContentError(path, line, *self._said(source, error)) from error
            if isinstance(answer, bool) or not isinstance(answer, str | int):
                raise ContentError(path, line, *_unprintable(source, answer))
            self._answers[source] = answer
        return self._answers[source]

    def _said(self, source: str, error: Exception) -> tuple[str, str]:
        """What is wrong with a call, and the mend."""
        if isinstance(error, TemplateSyntaxError):
            return f"'{source}' can't be read: {error.message}", "Write one call between {{ and }}."
        if isinstance(error, UndefinedError):
            known = ", ".join(sorted(map(str, self._environment.globals)))
            return str(error.message), f"Calls that exist: {known}."
        if isinstance(error, LeadpwaError):
            return f"'{source}': {error}", "Name what is in rules.toml."
        # A page may compute anything in its brackets: whatever goes wrong there is the page's.
        return f"'{source}': {str(error) or type(error).__name__}", "Mend what stands in the brackets."


def _unprintable(source: str, answer: object) -> tuple[str, str]:
    if callable(answer):
        return f"'{source}' is a call without its brackets", f"Write {{{{ {source}(…) }}}}."
    kind = "nothing" if answer is None else f"a {type(answer).__name__}"
    return f"'{source}' gives {kind}, which is no number or word", "Call for a whole number or for words."


def _no_rest(text: str, path: Path, first_line: int) -> None:
    rest = _CALL.sub(lambda m: "\n" * m[0].count("\n"), text)
    left = _OTHER.search(rest)
    if left is not None:
        line = first_line + rest.count("\n", 0, left.start())
        raise ContentError(path, line, f"a lone '{left[0]}'", "Pages know calls alone: {{ name(…) }}.")


def unmark(html: str, blocks: list[str]) -> str:
    """Puts the markup of the calls back; a block that stands alone takes the place of its paragraph."""
    if not blocks:
        return html
    return _MARK.sub(lambda m: blocks[int(m[1] or m[2])], html)
