"""`erased.jsonl`: which records were erased and which users ever saw them. It only grows; no restore takes it back.

A line is `{"id", "row"}`, or `{"scrubbed": [ids]}` once the bytes are gone from the journal too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from leadpwa.json_types import Doc
from leadpwa.store.journal import sync_folder


@dataclass(frozen=True, slots=True)
class Erased:
    """The rows by id, and the ids whose bytes may still be in the journal."""

    rows: Mapping[str, Doc]
    waiting: frozenset[str]


def read(path: Path) -> Erased:
    """What the file holds; a torn last line is passed over."""
    rows: dict[str, Doc] = {}
    waiting: set[str] = set()
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if "scrubbed" in entry:
            waiting -= set(entry["scrubbed"])
        else:
            rows[entry["id"]] = cast(Doc, entry["row"])
            waiting.add(entry["id"])
    return Erased(rows, frozenset(waiting))


def append(path: Path, rows: Mapping[str, Doc]) -> None:
    """Add erased records."""
    _append(path, ({"id": id_, "row": row} for id_, row in rows.items()))


def note_scrubbed(path: Path, ids: Iterable[str]) -> None:
    """Add that their bytes are gone."""
    _append(path, [{"scrubbed": sorted(ids)}])


def _append(path: Path, entries: Iterable[Doc]) -> None:
    text = "".join(f"{json.dumps(entry, ensure_ascii=False)}\n" for entry in entries)
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w", encoding="utf-8"
    ) as out:
        out.write(f"\n{text}" if path.exists() and path.stat().st_size and not _ends_line(path) else text)
        out.flush()
        os.fsync(out.fileno())
    sync_folder(path.parent)


def _ends_line(path: Path) -> bool:
    with path.open("rb") as handle:
        handle.seek(-1, os.SEEK_END)
        return handle.read(1) == b"\n"
