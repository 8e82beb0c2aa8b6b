"""The commands that put work in order, choose a dealer and read a board, by the rules and without a store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from leadpwa import config
from leadpwa.cli import rules_words
from leadpwa.cli.output import answer, json_option, sentence_on_error
from leadpwa.cli.rules_input import MOST, Counts, answer_file, file_argument, lines_option, on_option
from leadpwa.domain import answers
from leadpwa.domain.calendar import DEFAULT_ZONE, zone_of
from leadpwa.domain.cities import load_cities
from leadpwa.domain.rules import Rules, load_rules


@click.command(epilog="Example: leadpwa plan week.json --on 2026-11-23")
@file_argument
@on_option
@lines_option
@json_option
@sentence_on_error
def plan(file: str, on: date, *, lines: bool, as_json: bool) -> None:
    """Put the work of a week in order.

    FILE holds {"leads": [{"lead", "activities"}], "tasks": [{"id", "title", "on", "private"}]} as JSON; - is standard
    input. Leads and activities are whole records: docs/rules.md 15 has each field and an example.
    """
    titles: dict[str, str] = {}

    def ask(value: Any, rules: Rules) -> answers.Partial:
        titles.update(answers.titles(value))
        return answers.plan(value, on, rules, zone_of(DEFAULT_ZONE))

    _answer(file, ask, lambda found: rules_words.plan(found, titles), lines=lines, as_json=as_json)


@click.command("choose-dealer", epilog="Example: leadpwa choose-dealer choice.json --json")
@file_argument
@lines_option
@json_option
@sentence_on_error
def choose_dealer(file: str, *, lines: bool, as_json: bool) -> None:
    """Choose the dealer that a lead is dispatched to, and say why.

    FILE holds {"lead", "dealers", "open_orders", "excluded"} as JSON; - is standard input. docs/rules.md 15 has each
    field and an example.
    """
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
    """Mark the few leads that make most of the expected value.

    FILE holds a list of leads as JSON, each with its id; - is standard input. docs/rules.md 15 has an example.
    """
    _answer(
        file,
        lambda value, rules: answers.pareto(value, on, rules, zone_of(DEFAULT_ZONE)),
        rules_words.pareto,
        lines=lines,
        as_json=as_json,
    )


@click.command(epilog="Example: leadpwa shape --counts 10,6,4,2,1 --quota 3 --ratio 5")
@click.option("--counts", required=True, type=Counts(), help="Leads in each column, opportunity to 90%.")
@click.option("--quota", type=click.IntRange(0, MOST), help="Closes wanted in one sales cycle.")
@click.option(
    "--ratio", type=click.IntRange(1, MOST), show_default="rules", help="One in how many prospects closes."
)
@json_option
@sentence_on_error
def shape(counts: tuple[int, ...], quota: int | None, ratio: int | None, *, as_json: bool) -> None:
    """Name the shape of a board, and the first meetings to book."""
    found = answers.shape_of(counts, quota, ratio, _rules())
    answer(found, rules_words.shape(found), as_json=as_json)


def register(group: click.Group) -> None:
    """Add the commands of this module."""
    for command in (plan, choose_dealer, pareto, shape):
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
