"""How a command answers: one JSON document on stdout with --json, words otherwise; errors as one sentence."""

from __future__ import annotations

import io
import json
import os
import sys
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from leadpwa.errors import LeadpwaError, StoreError
from leadpwa.json_types import Json
from leadpwa.store.folder import DataFolder

P = ParamSpec("P")
T = TypeVar("T")

NOT_WELL = 1
STORE_CLOSED = 3

json_option = click.option("--json", "as_json", is_flag=True, help="Answer with one JSON document on stdout.")


def data_option(function: Callable[P, T]) -> Callable[P, T]:
    """`--data DIR`, given to the command as a DataFolder."""
    return click.option(
        "--data",
        "folder",
        metavar="DIR",
        default=lambda: os.environ.get("LEADPWA_DATA", "data"),
        show_default="data",
        callback=lambda _context, _option, value: DataFolder(Path(value)),
        help="The folder that holds the store.",
    )(function)


def answer(value: Json, words: str, *, as_json: bool) -> None:
    """Print the answer: as one document, or in words."""
    if as_json:
        document(value)
    else:
        click.echo(words)


def document(value: Json) -> None:
    """Print one JSON document a line, in UTF-8 whatever the terminal's own encoding is."""
    click.echo(f"{json.dumps(value, ensure_ascii=False)}\n".encode(), nl=False)


def write_on_any_terminal() -> None:
    """Let a terminal that can't write a character show a question mark for it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def sentence_on_error(function: Callable[P, T]) -> Callable[P, T]:
    """Turn what a person can mend into a sentence and an exit code, never a traceback."""

    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return function(*args, **kwargs)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:
            if os.environ.get("LEADPWA_DEBUG") == "1":
                traceback.print_exc()
            click.echo(_words(error), err=True)
            if kwargs.get("as_json"):
                document({"errors": [{"path": "", "message": _words(error), "code": "failed"}]})
            sys.exit(STORE_CLOSED if isinstance(error, StoreError) else NOT_WELL)

    return wrapped


def _words(error: Exception) -> str:
    if isinstance(error, OSError):
        return (
            f"{error.filename or 'A file'} can't be read or written ({error.strerror}). Nothing was changed."
        )
    if isinstance(error, LeadpwaError):
        return str(error)
    return (
        f"The program came upon what it does not know ({type(error).__name__}: {error}) and stopped there; what the "
        "store had acknowledged stands. Run it again with LEADPWA_DEBUG=1 and report what it says."
    )
