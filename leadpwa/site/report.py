"""How a build tells how far it is: a moving bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

# (what is being done, how many are done, of how many)
Report = Callable[[str, int, int], None]


def silent(what: str, done: int, of: int) -> None:
    """Tells nothing."""


@contextmanager
def reporter(stream: TextIO | None = None) -> Iterator[Report]:
    """A report to the stream, standard error unless given."""
    out = stream or sys.stderr
    if not out.isatty():
        yield _lines(out)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(bar_width=28), MofNCompleteColumn())
    with Progress(*columns, console=Console(file=out), transient=True) as progress:
        tasks: dict[str, TaskID] = {}

        def tell(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=of)
            progress.update(tasks[what], completed=done, total=of)

        yield tell


def _lines(out: TextIO) -> Report:
    def tell(what: str, done: int, of: int) -> None:
        if done == of and of:
            print(f"{what}: {of}", file=out, flush=True)

    return tell
