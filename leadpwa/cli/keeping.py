"""`leadpwa backup`, `restore`, `verify`: keeping a store safe."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from leadpwa.cli.control import ask, now_ms
from leadpwa.cli.output import answer, data_option, json_option, sentence_on_error
from leadpwa.json_types import Doc
from leadpwa.office import backup as keeping
from leadpwa.office.server_changes import Clock
from leadpwa.store.folder import DataFolder

file_argument = click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))


@click.command(epilog="Example: leadpwa backup monday.leadpwa.tar.gz")
@file_argument
@data_option
@json_option
@sentence_on_error
def backup(file: Path, folder: DataFolder, *, as_json: bool) -> None:
    """Write everything to FILE, also while the server runs. It holds the organisation's keys: keep it safe."""
    _say(ask(folder, "backup", {"file": str(file.resolve())}), f"is in {file}", as_json=as_json)


@click.command(epilog="Example: leadpwa verify monday.leadpwa.tar.gz")
@file_argument
@json_option
@sentence_on_error
def verify(file: Path, *, as_json: bool) -> None:
    """Check that FILE is a whole backup, by bringing it to life aside."""
    _say(keeping.verify(file), f"is whole in {file}", as_json=as_json)


@click.command(epilog="Example: leadpwa restore monday.leadpwa.tar.gz")
@file_argument
@data_option
@json_option
@sentence_on_error
def restore(file: Path, folder: DataFolder, *, as_json: bool) -> None:
    """Put the backup FILE in the place of the store; the server must not run.

    Phones send again what it lacks. Erased people and phones that were taken off do not come back.
    """
    done = keeping.restore(file, folder, Clock(now_ms, ""))
    _say(done, f"is restored to {folder.path}", as_json=as_json)


def _say(value: object, where: str, *, as_json: bool) -> None:
    done = cast(Doc, value)
    words = (
        f"The store, {done['records']} records up to number {done['seq']}, {where}.\nSHA-256 {done['sha256']}"
    )
    answer(done, words, as_json=as_json)


def register(group: click.Group) -> None:
    """Add the commands of this module."""
    for command in (backup, restore, verify):
        group.add_command(command)
