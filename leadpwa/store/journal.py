"""The journal: one checksummed JSON line a batch, on disk before anybody is told.

A line is `{"sum": "<16 hex of SHA-256 of the batch's bytes>", "batch": {…}}`. Segments `journal/NNNNNN.jsonl` are
kept for good: history is read from them by segment and offset.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

from leadpwa.errors import StoreError
from leadpwa.json_types import Doc
from leadpwa.store.protocol import Place

SEGMENT_BYTES = 16 * 1024 * 1024
HEAD = b'{"sum":"'
MIDDLE = b'","batch":'
TAIL = b"}\n"
SUM_DIGITS = 16


class CutFailed(Exception):
    """A failed write could not be taken back: what follows must not be written behind it."""


class Journal:
    """The open end of the journal. One writer at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        numbers = segments(folder)
        self.segment = numbers[-1] if numbers else 1
        self._file = self._open(self.segment)

    @property
    def place(self) -> Place:
        """Where the next line will begin."""
        return Place(self.segment, self._file.tell())

    def append(self, lines: list[bytes]) -> None:
        """Write whole lines and wait until they are on disk; on failure the file is as it was before.

        Raises:
            OSError: from the system, after the cut.
            CutFailed: the cut failed too.
        """
        before = self._file.tell()
        try:
            left = memoryview(b"".join(lines))
            while left:
                left = left[self._file.write(left) :]
            os.fsync(self._file.fileno())
        except OSError:
            self._cut(before)
            raise

    def rotate_if_long(self) -> None:
        """Begin a new segment once this one is long; to be called between batches."""
        if self._file.tell() < SEGMENT_BYTES:
            return
        following = self._open(self.segment + 1)
        self._file.close()
        self.segment += 1
        self._file = following

    def close(self) -> None:
        self._file.close()

    def _open(self, segment: int) -> io.FileIO:
        path = path_of(self.folder, segment)
        fresh = not path.exists()
        # Unbuffered: after a failed write nothing may linger that a later flush would put behind the cut.
        handle = io.FileIO(path, "a")
        handle.seek(0, os.SEEK_END)
        if fresh:
            sync_folder(self.folder)
        return handle

    def _cut(self, length: int) -> None:
        try:
            os.ftruncate(self._file.fileno(), length)
            self._file.seek(length)
            os.fsync(self._file.fileno())
        except OSError as error:
            raise CutFailed from error


def path_of(folder: Path, segment: int) -> Path:
    """The file of a segment."""
    return folder / f"{segment:06d}.jsonl"


def segments(folder: Path) -> list[int]:
    """The numbers of the segments that there are, in order."""
    return sorted(int(path.stem) for path in folder.glob("[0-9]*.jsonl"))


def encode(batch: Doc) -> bytes:
    """The line of a batch."""
    body = json.dumps(batch, ensure_ascii=False, separators=(",", ":")).encode()
    return HEAD + checksum(body) + MIDDLE + body + TAIL


def encode_in(batch: Doc, length: int) -> bytes:
    """The line of a batch in exactly so many bytes; blanks before its end fill it up."""
    body = json.dumps(batch, ensure_ascii=False, separators=(",", ":")).encode()
    room = length - len(HEAD) - SUM_DIGITS - len(MIDDLE) - len(TAIL) - len(body)
    assert room >= 0, "what is taken out leaves less than there was"
    body = body[:-1] + b" " * room + b"}"
    return HEAD + checksum(body) + MIDDLE + body + TAIL


def line_at(folder: Path, place: Place) -> Doc | None:
    """The batch that stands at a place."""
    path = path_of(folder, place.segment)
    if not path.exists():
        return None
    with path.open("rb") as handle:
        handle.seek(place.offset)
        return decode(handle.readline())


def checksum(body: bytes) -> bytes:
    """16 hex digits over the batch's bytes."""
    return hashlib.sha256(body).hexdigest()[:16].encode()


def decode(line: bytes) -> Doc | None:
    """The batch of a line, None where the line is torn or altered."""
    cut = len(HEAD) + 16
    if not (line.startswith(HEAD) and line.endswith(TAIL) and line[cut : cut + len(MIDDLE)] == MIDDLE):
        return None
    body = line[cut + len(MIDDLE) : -len(TAIL)]
    if checksum(body) != line[len(HEAD) : cut]:
        return None
    batch = json.loads(body)
    return batch if isinstance(batch, dict) else None


def read(folder: Path, start: Place) -> Iterator[tuple[Place, Doc]]:
    """Every batch from a place on.

    Raises:
        StoreError: a line that is not the last one of all is damaged.
    """
    numbers = [number for number in segments(folder) if number >= start.segment]
    for number in numbers:
        with path_of(folder, number).open("rb") as handle:
            offset = start.offset if number == start.segment else 0
            handle.seek(offset)
            for line in handle:
                batch = decode(line)
                if batch is None:
                    if number == numbers[-1] and not handle.peek(1):
                        return
                    raise StoreError(
                        f"The journal is damaged at {path_of(folder, number)}, byte {offset}: a line that is not the "
                        "last one does not match its checksum. Nothing was changed. Restore the newest backup."
                    )
                yield Place(number, offset), batch
                offset += len(line)


def mend_tail(folder: Path) -> int:
    """Cut a torn last line off; the number of bytes dropped. It was never acknowledged."""
    numbers = segments(folder)
    if not numbers:
        return 0
    path = path_of(folder, numbers[-1])
    good = 0
    with path.open("rb") as handle:
        for line in handle:
            if decode(line) is None and not handle.peek(1):
                break
            good += len(line)
    dropped = path.stat().st_size - good
    if dropped:
        with path.open("r+b") as handle:
            handle.truncate(good)
            os.fsync(handle.fileno())
    return dropped


def count_lines(folder: Path) -> int:
    """How many lines there are in all segments."""
    count = 0
    for number in segments(folder):
        with path_of(folder, number).open("rb") as handle:
            count += sum(1 for _ in handle)
    return count


def end_of(folder: Path) -> Place:
    """Where the journal ends."""
    numbers = segments(folder)
    return Place(numbers[-1], path_of(folder, numbers[-1]).stat().st_size) if numbers else Place(1, 0)


def sync_folder(folder: Path) -> None:
    """Make a created or renamed name in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
