"""`leadpwa erase`, `leadpwa dispatch`: what the office does with leads."""

from __future__ import annotations

import sys
from typing import cast

import click

from leadpwa.cli.control import ask
from leadpwa.cli.output import answer, data_option, json_option, sentence_on_error
from leadpwa.cli.text_option import a_day
from leadpwa.json_types import Doc
from leadpwa.store.folder import DataFolder


@click.command(epilog="Example: leadpwa erase 01a20bb5-e600-7000-8000-000000000005")
@click.argument("lead", metavar="LEAD_ID")
@data_option
@json_option
@sentence_on_error
def erase(lead: str, folder: DataFolder, *, as_json: bool) -> None:
    """Erase the person of LEAD_ID for good: lead, history, activities, here and on every phone that has them."""
    done = cast(Doc, ask(folder, "erase", {"lead": lead}))
    words = f"{done['erased']} is erased. {done['phones_to_reach']} phones drop it with their next sync."
    answer(done, words, as_json=as_json)


@click.command(epilog="Example: leadpwa dispatch --dry-run --on 2026-12-01")
@click.option("--dry-run", is_flag=True, help="Only say what would be given out.")
@click.option("--on", metavar="DATE", callback=a_day, help="Judge what is due by this day (default: today).")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@data_option
@json_option
@sentence_on_error
def dispatch(on: str | None, folder: DataFolder, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Give head office's leads to dealers, by the rules."""
    if not dry_run and not yes:
        if not sys.stdin.isatty():
            raise click.UsageError("Without a terminal this asks for --yes, or --dry-run to look first.")
        _say(cast(Doc, ask(folder, "dispatch", {"on": on, "dry_run": True})), as_json=False)
        click.confirm("Give them out?", abort=True)
    _say(cast(Doc, ask(folder, "dispatch", {"on": on, "dry_run": dry_run})), as_json=as_json)


def _say(done: Doc, *, as_json: bool) -> None:
    sent, stays = cast("list[Doc]", done["sent"]), cast("list[Doc]", done["stays"])
    lines = [f"{one['lead']}  to {one['dealer']}, {one['metres']} m, {one['because']}" for one in sent]
    lines += [f"{one['lead']}  stays: {one['because']}" for one in stays]
    answer(done, "\n".join(lines) or "No lead of head office waits.", as_json=as_json)


def register(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(erase)
    group.add_command(dispatch)
