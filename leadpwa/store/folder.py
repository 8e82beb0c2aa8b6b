"""The data folder: its names, its lock, and writing a file so that it is whole or not there."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from leadpwa.errors import StoreError
from leadpwa.json_types import Doc
from leadpwa.store.journal import sync_folder

VERSION = 1
NAMES = ("id", "name", "timezone", "epoch", "node")


class DataFolder:
    """Where one organisation's store lives."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.identity = path / "store.json"
        self.journal = path / "journal"
        self.snapshot = path / "state.json"
        self.older_snapshot = path / "state.old.json"
        self.people = path / "people.json"
        self.erased = path / "erased.jsonl"
        self.revoked = path / "revoked.jsonl"
        self.replaced = path / "replaced"
        self.keys = path / "keys.json"
        self.lock = path / "lock"
        self.socket = path / "leadpwa.sock"

    @property
    def holds_store(self) -> bool:
        """Whether a store was ever made here."""
        return self.identity.exists()

    @property
    def holds_remains(self) -> bool:
        """Whether there is what only a store that was used leaves; a first start that was cut off leaves less."""
        used = (self.snapshot, self.older_snapshot, self.people)
        return any(path.exists() for path in used) or _has_second_line(self.journal)

    def read_identity(self) -> Doc:
        """Ids, epoch and version of the store.

        Raises:
            StoreError: no store here, unreadable, or of a newer version.
        """
        if not self.holds_store:
            raise StoreError(
                f"There is no store in {self.path}. Nothing was made. "
                "`leadpwa init` makes a real organisation there, `leadpwa demo` the one to try things out."
            )
        identity = read_json(self.identity)
        version = identity.get("version")
        if not isinstance(version, int) or not all(isinstance(identity.get(name), str) for name in NAMES):
            raise StoreError(
                f"{self.identity} does not hold what it should. Nothing was changed. "
                "Put it back from the newest backup."
            )
        if version > VERSION:
            raise StoreError(
                f"The store in {self.path} was written by a newer version of LeadPWA. "
                "Nothing was changed. Update the program."
            )
        return identity

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep every other process off the folder meanwhile.

        Raises:
            StoreError: another process has it.
        """
        handle = self.take_lock()
        try:
            yield
        finally:
            os.close(handle)

    def take_lock(self) -> int:
        """Lock the folder for this process; the handle to keep.

        Raises:
            StoreError: another process has it.
        """
        handle = os.open(self.lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise StoreError(
                f"The store in {self.path} is in use by another process; two would overwrite each other. "
                "Nothing was changed. Stop the other `leadpwa serve`, or name another folder with --data."
            ) from None
        return handle


def _has_second_line(journal: Path) -> bool:
    segment = journal / "000001.jsonl"
    if not segment.exists():
        return False
    with segment.open("rb") as lines:
        return sum(1 for _ in islice(lines, 2)) > 1


def read_json(path: Path) -> Doc:
    """A JSON document from disk.

    Raises:
        StoreError: not readable as JSON.
    """
    try:
        document = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} can't be read ({error}). Nothing was changed.") from error
    if not isinstance(document, dict):
        raise StoreError(f"{path} does not hold what it should. Nothing was changed.")
    return document


def write_whole(path: Path, pieces: Iterable[str], *, mode: int = 0o600) -> None:
    """Write a file beside its place, make it durable, then put it there in one step."""
    beside = path.with_name(path.name + ".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            for piece in pieces:
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def replace_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write the bytes of a file anew beside it, make them durable, then put them in its place."""
    beside = path.with_name(path.name + ".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.writelines(pieces)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def write_json(path: Path, document: Doc) -> None:
    """Write a small JSON document whole."""
    write_whole(path, [json.dumps(document, ensure_ascii=False, indent=1), "\n"])
