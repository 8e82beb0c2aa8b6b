"""What the rules' commands read: a day, a JSON file, JSON Lines; and how they answer what is wrong in it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import click

from leadpwa.cli.json_reading import parsed, read
from leadpwa.cli.output import NOT_WELL, document
from leadpwa.domain.answers import Partial
from leadpwa.domain.calendar import DEFAULT_ZONE, local_day, month_of, parse_day, parse_time, zone_of
from leadpwa.domain.explain import problems_json
from leadpwa.domain.problems import InvalidInput

Answer = Callable[[Any], Any]
Words = Callable[[Any], str]

COUNTS = 5
# No board is longer, and what is worked out with it stays a whole number that every language holds.
MOST_DIGITS = 9
MOST = 10**MOST_DIGITS - 1
MOST_SAID = 60


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "D"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        found = value if isinstance(value, date) else parse_day(value)
        return found or self.fail(f"'{value}' is no day as YYYY-MM-DD", param, ctx)


class Moment(click.ParamType[datetime]):
    """A time with its offset, RFC 3339."""

    name = "T"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        found = value if isinstance(value, datetime) else parse_time(value)
        return found or self.fail(
            f"'{value}' is no time with its offset, as 2026-11-24T16:00:00+08:00", param, ctx
        )


class Month(click.ParamType[str]):
    """A month as YYYY-MM."""

    name = "M"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value) if month_of(value) else self.fail(f"'{value}' is no month as YYYY-MM", param, ctx)


class Counts(click.ParamType[tuple[int, ...]]):
    """Five whole numbers, one a column."""

    name = "N,N,N,N,N"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        parts = [part.strip() for part in str(value).split(",")]
        if len(parts) != COUNTS or not all(_is_count(part) for part in parts):
            said = f"'{str(value)[:MOST_SAID]}' is not {COUNTS} counts of up to {MOST_DIGITS} digits, as 10,6,4,2,1"
            self.fail(said, param, ctx)
        return tuple(int(part) for part in parts)


def _is_count(part: str) -> bool:
    return part.isascii() and part.isdigit() and len(part) <= MOST_DIGITS


def today() -> date:
    """Today on the wall of a showroom, without a store that says where it is."""
    return local_day(datetime.now().astimezone(), zone_of(DEFAULT_ZONE))


on_option = click.option(
    "--on", "on", type=Day(), default=today, show_default="today", help="The day to answer for."
)
file_argument = click.argument("file", metavar="FILE", type=click.Path(readable=False))
lines_option = click.option(
    "--lines",
    is_flag=True,
    help="FILE is JSON Lines, as with a name ending in .jsonl: one input a line, one JSON document a line.",
)


def answer_file(file: str, ask: Answer, words: Words, *, lines: bool, as_json: bool) -> None:
    """Answers the file, or each of its lines; exits 1 where anything in it was wrong."""
    raw = read(file)
    if lines or file.endswith(".jsonl"):
        found = [_answered(line, ask) for line in raw.splitlines() if line.strip()]
        for n, each in enumerate(found, 1):
            document(each)
            for error in _errors(each):
                click.echo(f"Document {n}: {error['path'] or 'it'} {error['message']}.", err=True)
        sys.exit(NOT_WELL if any(_errors(each) for each in found) else 0)
    answered = _answered(raw, ask)
    errors = _errors(answered)
    if as_json:
        document(answered)
    else:
        if not errors or len(answered) > 1:
            click.echo(words(answered))
        for error in errors:
            click.echo(f"{error['path'] or 'The input'} {error['message']}", err=True)
        if isinstance(answered, dict) and answered.get("left_out"):
            click.echo(f"{answered['left_out']} left out, the rest stands.", err=True)
        elif errors:
            click.echo(f"Nothing was judged. Mend that in {_name(file)} and ask again.", err=True)
    if errors:
        sys.exit(NOT_WELL)


def _answered(raw: bytes, ask: Answer) -> Any:
    try:
        given = ask(parsed(raw))
    except InvalidInput as error:
        return {"errors": problems_json(error.problems)}
    except ValueError as error:
        return {"errors": [_error("", str(error))]}
    if not isinstance(given, Partial):
        return given
    for warning in given.warnings:
        click.echo(f"{warning.path} {warning.message}.", err=True)
    if not given.problems:
        return given.answer
    rest = given.answer if isinstance(given.answer, dict) else {"plan": given.answer}
    return {**rest, "errors": problems_json(given.problems), "left_out": given.left_out}


def _name(file: str) -> str:
    return "what was piped in" if file == "-" else file


def _error(path: str, message: str) -> dict[str, str]:
    return {"path": path, "message": message, "code": "invalid"}


def _errors(document: Any) -> list[dict[str, str]]:
    found = document.get("errors", []) if isinstance(document, dict) else []
    return list(found)
