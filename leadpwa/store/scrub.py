"""Erasing for good: the journal's lines without what an erased record said, every other line where it was.

A line keeps its length (the rest is blanks), so that places in the journal that others point to stay right. What is
left of an outcome is its seq and its stamps, by which a replay comes to the same clocks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import cast

from leadpwa.json_types import Doc
from leadpwa.store import journal
from leadpwa.store.folder import replace_whole


def scrub(folder: Path, ids: Collection[str], change: Callable[[Doc], Doc] | None = None) -> None:
    """Take out of every segment what records of these ids said, or what `change` takes out. May be done again."""
    change = change or (lambda batch: without(batch, ids))
    for number in journal.segments(folder):
        path = journal.path_of(folder, number)
        lines = path.read_bytes().splitlines(keepends=True)
        fresh = [_line(line, change, ids) for line in lines]
        if fresh != lines:
            replace_whole(path, fresh)


def without(batch: Doc, ids: Collection[str]) -> Doc:
    """A batch without what these records said."""
    outcomes = []
    for outcome in cast("list[Doc]", batch["outcomes"]):
        moved = [move for move in cast("list[list[str]]", outcome.get("moved", [])) if move[0] not in ids]
        mutation = cast("Doc | None", outcome.get("mutation"))
        if mutation is not None and mutation["record"] in ids:
            sent = mutation.get("stamp", mutation["hlc"])
            left: Doc = {"erased": True, "stamp": outcome["stamp"], "seq": outcome["seq"], "sent": sent}
        else:
            left = {name: value for name, value in outcome.items() if name != "moved"}
        outcomes.append({**left, "moved": moved} if moved else left)
    return {**batch, "outcomes": outcomes}


def _line(line: bytes, change: Callable[[Doc], Doc], ids: Collection[str]) -> bytes:
    if not any(id_.encode() in line for id_ in ids):
        return line
    batch = journal.decode(line)
    if batch is None:
        return line
    changed = change(batch)
    return line if changed == batch else journal.encode_in(changed, len(line))
