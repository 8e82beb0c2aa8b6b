"""Snapshots: the state at one line of the journal, as a TinyDB file, and the people beside it.

Written row by row from a shallow copy: one `json.dumps` of everything would hold every other thread still meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from leadpwa.errors import StoreError
from leadpwa.json_types import Doc
from leadpwa.store.folder import DataFolder, read_json, write_whole
from leadpwa.store.journal import sync_folder
from leadpwa.store.protocol import Key, Place

META = "_meta"


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a snapshot goes: the number and place of the next line, the counters after the last."""

    line: int
    place: Place
    seq: int
    greatest: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A shallow copy of some tables and the mark where they were taken."""

    mark: Mark
    tables: Mapping[str, Mapping[str, Doc]]


def write_state(folder: DataFolder, copy: Copy) -> None:
    """Write the snapshot of the records; the one before it stays as the second last."""
    beside = folder.snapshot.with_name("state.next.json")
    write_whole(beside, _pieces(copy))
    if folder.snapshot.exists():
        folder.snapshot.replace(folder.older_snapshot)
    beside.replace(folder.snapshot)
    sync_folder(folder.path)


def write_people(folder: DataFolder, copy: Copy) -> None:
    """Write users, devices, tokens and invitations, which no restore takes back."""
    write_whole(folder.people, _pieces(copy))


def bytes_of(copy: Copy) -> bytes:
    """A snapshot as the bytes of its file."""
    return "".join(_pieces(copy)).encode()


def read_state(folder: DataFolder) -> tuple[Copy | None, list[str]]:
    """The newest snapshot that is whole, if any, and what was passed over."""
    said: list[str] = []
    for path in (folder.snapshot, folder.older_snapshot):
        if path.exists():
            try:
                return _parse(read_json(path)), said
            except (StoreError, KeyError, TypeError, ValueError):
                said.append(f"{path.name} was torn and is passed over; the journal has everything")
    return None, said


def read_people(folder: DataFolder) -> Copy | None:
    """The people, if they were ever written.

    Raises:
        StoreError: the file is damaged: a revoked phone must not come back by that.
    """
    if not folder.people.exists():
        return None
    try:
        return _parse(read_json(folder.people))
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(
            f"{folder.people} is damaged. Nothing was changed. Put it back from the newest backup."
        ) from error


def forget(folder: DataFolder) -> None:
    """Remove the snapshots of the records; the journal has everything that they may hold."""
    for path in (folder.snapshot, folder.older_snapshot):
        path.unlink(missing_ok=True)
    sync_folder(folder.path)


def puts(copy: Copy) -> dict[Key, Doc | None]:
    """The rows of a copy, to be applied."""
    return {Key(table, id_): row for table, rows in copy.tables.items() for id_, row in rows.items()}


def _pieces(copy: Copy) -> Iterator[str]:
    mark = copy.mark
    meta = {"line": mark.line, "place": list(mark.place), "seq": mark.seq, "greatest": mark.greatest}
    yield f'{{"{META}":{{"1":{json.dumps(meta)}}}'
    for name, rows in copy.tables.items():
        yield f',\n"{name}":{{'
        for index, (id_, row) in enumerate(rows.items()):
            body = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
            yield f"{',' if index else ''}\n{json.dumps(id_)}:{body}"
        yield "}"
    yield "}\n"


def _parse(document: Doc) -> Copy:
    tables = cast(dict[str, dict[str, Doc]], dict(document))
    meta = tables.pop(META)["1"]
    segment, offset = cast(list[int], meta["place"])
    mark = Mark(
        cast(int, meta["line"]), Place(segment, offset), cast(int, meta["seq"]), str(meta["greatest"])
    )
    return Copy(mark, tables)
