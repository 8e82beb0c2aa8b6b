"""Every command's help, as `docs/cli.md` prints it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from leadpwa.cli.main import main

DOCS = Path(__file__).resolve().parents[2] / "docs" / "cli.md"
WIDTH = 100
HEAD = """\
# The command line

This page is written by `make docs` from the commands' own help; a test fails where the two differ.

The program is `.venv/bin/leadpwa`, also `python -m leadpwa`. Options stand after the command.

- `--json`, where something is answered: exactly one JSON document on standard output, in UTF-8; everything else is on
  standard error. `--data DIR`, wherever the store is used: its folder, `data` by default (or `LEADPWA_DATA`).
- Where a FILE is read, `-` is standard input. A name ending in `.jsonl`, or `--lines`, means JSON Lines: one input a
  line, one document a line, in order; a bad line is answered with its `errors` and the rest go on.
- Days are `2026-12-01`, months `2026-12`, times `2026-12-01T10:00:00+08:00`. A rate is `{"n": 19, "d": 20}`; `d` 0
  means that there is none.
- No traceback: an error is one sentence, what was kept, and the mend. `LEADPWA_DEBUG=1` shows where it arose.

| exit | |
|---|---|
| 0 | done |
| 1 | done, and what was asked about is not well (broken links, a finding of `doctor`); or the input was wrong |
| 2 | wrong usage |
| 3 | the store can't be opened: there is none, it is in use, damaged, or of a newer version |
"""


def commands(group: click.Group = main, name: str = "leadpwa") -> Iterator[tuple[str, click.Command]]:
    """Each command that does something, with the words that call it, by name."""
    context = click.Context(group)
    for own in sorted(group.list_commands(context)):
        command = group.get_command(context, own)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {own}")
        else:
            yield f"{name} {own}", command


def help_of(name: str, command: click.Command) -> str:
    """What `--help` prints, on a terminal of a hundred columns."""
    context = click.Context(
        command,
        info_name=name,
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        help_option_names=["-h", "--help"],
    )
    return command.get_help(context)


def page() -> str:
    """The whole of `docs/cli.md`."""
    parts = [f"## {name}\n\n```\n{help_of(name, command)}\n```\n" for name, command in commands()]
    return "\n".join([HEAD, *parts])
