"""The commands that answer by the rules alone, without a store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from leadpwa import config
from leadpwa.cli import rules_words
from leadpwa.cli.output import answer, json_option, sentence_on_error
from leadpwa.cli.rules_input import (
    Day,
    Moment,
    Month,
    answer_file,
    file_argument,
    lines_option,
    on_option,
)
from leadpwa.domain import answers
from leadpwa.domain.calendar import DEFAULT_ZONE, zone_of
from leadpwa.domain.cities import load_cities
from leadpwa.domain.explain import classified, explain, read_case
from leadpwa.domain.explain_month import explain_month, read_month_input
from leadpwa.domain.rules import Rules, load_rules

COUNTS = 5


class Counts(click.ParamType[tuple[int, ...]]):
    """Five whole numbers, one a column."""

    name = "N,N,N,N,N"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        parts = [part.strip() for part in str(value).split(",")]
        if len(parts) != COUNTS or not all(part.isascii() and part.isdigit() for part in parts):
            self.fail(f"'{value}' is not {COUNTS} counts, as 10,6,4,2,1", param, ctx)
        return tuple(int(part) for part in parts)


@click.command(epilog="Example: leadpwa classify --expected-on 2026-12-31 --on 2026-11-24 --json")
@click.option("--expected-on", type=Day(), help="The day on which they mean to buy; none: unclassified.")
@on_option
@json_option
@sentence_on_error
def classify(expected_on: date | None, on: date, *, as_json: bool) -> None:
    """Say the purchase class of a date, and when it changes."""
    found = classified(expected_on, on, _rules())
    answer(found, rules_words.classify(found), as_json=as_json)


@click.command("explain", epilog="Example: leadpwa explain lead.json --on 2026-11-24")
@file_argument
@on_option
@lines_option
@json_option
@sentence_on_error
def explain_command(file: str, on: date, *, lines: bool, as_json: bool) -> None:
    """Say what the rules make of a lead on a day, each with the page that says why."""
    rules, zone = _rules(), zone_of(DEFAULT_ZONE)
    answer_file(
        file,
        lambda value: explain(read_case(value, rules, zone), on, rules),
        rules_words.explain,
        lines=lines,
        as_json=as_json,
    )


@click.command("explain-month", epilog="Example: leadpwa explain-month orders.json --month 2026-10 --json")
@file_argument
@click.option("--month", required=True, type=Month(), help="The month to count.")
@click.option(
    "--as-of",
    type=Moment(),
    default=lambda: datetime.now(UTC),
    show_default="now",
    help="Which limit days are over, and whether the figures are final.",
)
@lines_option
@json_option
@sentence_on_error
def explain_month_command(file: str, month: str, as_of: datetime, *, lines: bool, as_json: bool) -> None:
    """Count rates and stars of a month from its orders."""
    rules = _rules()

    def ask(value: Any) -> answers.Partial:
        given = read_month_input(value)
        found = explain_month(given, month, as_of, rules)
        local = as_of.astimezone(given.zone).isoformat(timespec="seconds")
        document = {"month": found.pop("month"), "as_of": local, **found}
        return answers.Partial(document, given.problems, given.left_out)

    answer_file(file, ask, rules_words.month, lines=lines, as_json=as_json)


@click.command(epilog="Example: leadpwa plan week.json --on 2026-11-23")
@file_argument
@on_option
@lines_option
@json_option
@sentence_on_error
def plan(file: str, on: date, *, lines: bool, as_json: bool) -> None:
    """Put the work of a week in order."""
    _answer(
        file,
        lambda value, rules: answers.plan(value, on, rules, zone_of(DEFAULT_ZONE)),
        rules_words.plan,
        lines=lines,
        as_json=as_json,
    )


@click.command("choose-dealer", epilog="Example: leadpwa choose-dealer choice.json --json")
@file_argument
@lines_option
@json_option
@sentence_on_error
def choose_dealer(file: str, *, lines: bool, as_json: bool) -> None:
    """Choose the dealer that a lead is dispatched to, and say why."""
    cities = load_cities(_content() / "cities.toml")
    _answer(
        file,
        lambda value, rules: answers.choose(value, cities, rules, zone_of(DEFAULT_ZONE)),
        rules_words.choice,
        lines=lines,
        as_json=as_json,
    )


@click.command(epilog="Example: leadpwa pareto leads.json --on 2026-11-24")
@file_argument
@on_option
@lines_option
@json_option
@sentence_on_error
def pareto(file: str, on: date, *, lines: bool, as_json: bool) -> None:
    """Mark the few leads that make most of the expected value."""
    _answer(
        file,
        lambda value, rules: answers.pareto(value, on, rules, zone_of(DEFAULT_ZONE)),
        rules_words.pareto,
        lines=lines,
        as_json=as_json,
    )


@click.command(epilog="Example: leadpwa shape --counts 10,6,4,2,1 --quota 3 --ratio 5")
@click.option("--counts", required=True, type=Counts(), help="Leads in each column, opportunity to 90%.")
@click.option("--quota", type=click.IntRange(min=0), help="Closes wanted in one sales cycle.")
@click.option(
    "--ratio", type=click.IntRange(min=1), show_default="rules", help="One in how many prospects closes."
)
@json_option
@sentence_on_error
def shape(counts: tuple[int, ...], quota: int | None, ratio: int | None, *, as_json: bool) -> None:
    """Name the shape of a board, and the first meetings to book."""
    found = answers.shape_of(counts, quota, ratio, _rules())
    answer(found, rules_words.shape(found), as_json=as_json)


def register(group: click.Group) -> None:
    """Add the commands of this module."""
    for command in (classify, explain_command, explain_month_command, plan, choose_dealer, pareto, shape):
        group.add_command(command)


def _answer(
    file: str, ask: Callable[[Any, Rules], Any], words: Callable[[Any], str], *, lines: bool, as_json: bool
) -> None:
    rules = _rules()
    answer_file(file, lambda value: ask(value, rules), words, lines=lines, as_json=as_json)


def _rules() -> Rules:
    return load_rules(config.load().rules)


def _content() -> Path:
    return config.load().rules.parent
