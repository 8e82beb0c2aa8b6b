"""`leadpwa erase`: what the office does with leads."""

from __future__ import annotations

from typing import cast

import click

from leadpwa.cli.control import ask
from leadpwa.cli.output import answer, data_option, json_option, sentence_on_error
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


def register(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(erase)
