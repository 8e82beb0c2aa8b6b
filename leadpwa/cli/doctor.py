"""`leadpwa doctor`."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from leadpwa import config
from leadpwa.cli.doctor_checks import all_checks
from leadpwa.cli.output import NOT_WELL, answer, data_option, json_option, sentence_on_error
from leadpwa.store.folder import DataFolder


@click.command(epilog="Example: leadpwa doctor --data data")
@data_option
@json_option
@sentence_on_error
def doctor(folder: DataFolder, *, as_json: bool) -> None:
    """Look over what this machine, its settings, the site and the store need; exit 1 where something is not well.

    Nothing is changed, except that a store that nobody has open is opened as `serve` would open it.
    """
    found = all_checks(config.load(), folder)
    words = [
        f"{'ok ' if one.ok else 'NOT'} {one.check:<9} {one.says}{'' if one.ok else f' → {one.mend}'}"
        for one in found
    ]
    answer([asdict(one) for one in found], "\n".join(words), as_json=as_json)
    if not all(one.ok for one in found):
        sys.exit(NOT_WELL)


def register(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(doctor)
