"""The commands that say what the rules make of a date, a lead and a month, without a store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from leadpwa import config
from leadpwa.cli import rules_words
from leadpwa.cli.output import answer, json_option, sentence_on_error
from leadpwa.cli.rules_input import Day, Moment, Month, answer_file, file_argument, lines_option, on_option
from leadpwa.domain import answers
from leadpwa.domain.calendar import DEFAULT_ZONE, zone_of
from leadpwa.domain.explain import classified
from leadpwa.domain.explain_month import explain_month, read_month_input
from leadpwa.domain.orders import Order
from leadpwa.domain.rules import load_rules


@click.command(epilog="Example: leadpwa classify --expected-on 2026-12-31 --on 2026-11-24 --json")
@click.option("--expected-on", type=Day(), help="The day on which they mean to buy; none: unclassified.")
@on_option
@json_option
@sentence_on_error
def classify(expected_on: date | None, on: date, *, as_json: bool) -> None:
    """Say the purchase class of a date, and when it changes."""
    found = classified(expected_on, on, load_rules(config.load().rules))
    answer(found, rules_words.classify(found), as_json=as_json)


@click.command("explain", epilog="Example: leadpwa explain lead.json --on 2026-11-24")
@file_argument
@on_option
@lines_option
@json_option
@sentence_on_error
def explain_command(file: str, on: date, *, lines: bool, as_json: bool) -> None:
    """Say what the rules make of a lead on a day, each with the page that says why.

    FILE holds the lead as JSON: its record, its fields alone, or {"lead", "activities", "dispatches"}; - is standard
    input. docs/rules.md 15 has each field and an example.
    """
    rules, zone = load_rules(config.load().rules), zone_of(DEFAULT_ZONE)
    answer_file(
        file,
        lambda value: answers.explained(value, on, rules, zone),
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
    help="Which limit days are over, and whether the figures are final; rows of a later date count all the same.",
)
@lines_option
@json_option
@sentence_on_error
def explain_month_command(file: str, month: str, as_of: datetime, *, lines: bool, as_json: bool) -> None:
    """Count rates and stars of a month from its orders.

    FILE holds {"timezone", "dealers", "orders", "collected"} as JSON, the orders of all months; - is standard input.
    docs/rules.md 15 has each field and an example. A key that is not known there is named on standard error.
    """
    rules = load_rules(config.load().rules)

    def ask(value: Any) -> answers.Partial:
        given = read_month_input(value)
        found = explain_month(given, month, as_of, rules)
        document = {"month": found.pop("month"), "as_of": _on_the_wall(as_of, given.zone), **found}
        if given.orders and not any(
            order.dispatched_on.isoformat().startswith(month) for order in given.orders
        ):
            click.echo(f"{_span(given.orders)}; none in {month}: is that the month that was meant?", err=True)
        return answers.Partial(document, given.problems, given.left_out, given.warnings)

    answer_file(file, ask, rules_words.month, lines=lines, as_json=as_json)


def _on_the_wall(moment: datetime, zone: ZoneInfo) -> str:
    """The moment in a zone, or in UTC where the calendar ends before it is that late there."""
    try:
        return moment.astimezone(zone).isoformat(timespec="seconds")
    except OverflowError:
        return moment.isoformat(timespec="seconds")


def _span(orders: Sequence[Order]) -> str:
    days = [order.dispatched_on for order in orders]
    return f"The orders were dispatched from {min(days)} to {max(days)}"


def register(group: click.Group) -> None:
    """Add the commands of this module."""
    for command in (classify, explain_command, explain_month_command):
        group.add_command(command)
