"""`leadpwa import`: work that comes as a file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import IO, cast

import click

from leadpwa.cli.control import ask
from leadpwa.cli.output import NOT_WELL, answer, data_option, json_option, sentence_on_error
from leadpwa.errors import LeadpwaError
from leadpwa.json_types import Doc
from leadpwa.store.folder import DataFolder

PARTS = ("device", "body", "mac")


@click.command("import", epilog="Example: leadpwa import --outbox package.json")
@click.option(
    "--outbox",
    metavar="FILE",
    required=True,
    type=click.File("rb"),
    help="A package of a phone's unsent work, sealed or not; - is standard input.",
)
@data_option
@json_option
@sentence_on_error
def import_(outbox: IO[bytes], folder: DataFolder, *, as_json: bool) -> None:
    """Take in a phone's unsent work from a file, as if the phone had sent it."""
    package = _package(outbox.read(), outbox.name)
    done = cast(Doc, ask(folder, "import_outbox", package))
    refused = cast("list[Doc]", done.pop("refused"))
    errors_file = _write_errors(outbox.name, refused)
    words = f"{done['new']} new, {done['duplicate']} had been here before, {done['wrong']} refused."
    if errors_file is not None:
        words += f" Why: {errors_file}"
    answer({**done, "errors_file": errors_file, "batch": None}, words, as_json=as_json)
    if refused:
        sys.exit(NOT_WELL)


def _package(text: bytes, name: str) -> Doc:
    try:
        package = json.loads(text)
    except (ValueError, RecursionError):
        package = None
    if not isinstance(package, dict) or not all(isinstance(package.get(part), str) for part in PARTS):
        raise LeadpwaError(
            f"{name} holds no package of unsent work. Nothing was taken in. Export it on the phone once more."
        )
    return {part: package[part] for part in PARTS}


def _write_errors(name: str, refused: list[Doc]) -> str | None:
    if not refused or name == "<stdin>":
        return None
    path = Path(f"{name}.errors.json")
    path.write_text(json.dumps(refused, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return str(path)


def register(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(import_)
