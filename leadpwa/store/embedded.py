"""The embedded store: journal on disk, TinyDB rows in memory, one process, one writer thread.

The writer takes whatever has gathered, decides batch after batch, writes their lines, waits once for the disk, and
only then applies and answers. A batch that fails to decide fails alone; a disk that refuses fails all of them and
leaves no trace.
"""

from __future__ import annotations

import errno
import os
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from leadpwa.errors import StoreError, StoreFull
from leadpwa.json_types import Doc
from leadpwa.store import erased, journal, revoked, snapshot
from leadpwa.store.folder import DataFolder
from leadpwa.store.overlay import Overlay
from leadpwa.store.protocol import DEVICE, ERASED, PEOPLE, RECORD, Decision, Place, Reading, View
from leadpwa.store.recovery import Recovered, Replay, recover
from leadpwa.store.scrub import scrub
from leadpwa.store.snapshot import Copy
from leadpwa.store.state import StateReading

T = TypeVar("T")
Job = tuple[Callable[[View], Decision[Any]], "Future[Any]"]


@dataclass(frozen=True, slots=True)
class Scrub:
    """A wish of the writer's queue: nothing may be written to the journal meanwhile."""

    ids: frozenset[str]
    change: Callable[[Doc], Doc] | None
    done: Future[None]


MOST_AT_ONCE = 64
NO_SPACE = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
SNAPSHOT_EVERY_LINES = 5_000


class EmbeddedStore:
    """A store in one folder, for one process.

    Raises:
        StoreError: no store there, in use by another process, damaged, or of a newer version.
    """

    def __init__(self, folder: DataFolder, replay: Replay) -> None:
        self.identity = folder.read_identity()
        self.folder = folder
        self._lock_handle = folder.take_lock()
        try:
            found: Recovered = recover(folder, replay)
            self._journal = journal.Journal(folder.journal)
        except BaseException:
            os.close(self._lock_handle)
            raise
        self.says = found.says
        self._state = found.state
        self._line = found.line
        # Where the rows stand, not where the file ends: between the two lies a batch that is not applied yet.
        self._place = self._journal.place
        self._seq = found.seq
        self._greatest = found.greatest
        self._since_snapshot = found.replayed
        self._guard = threading.Lock()
        self._jobs: queue.SimpleQueue[Job | Scrub | None] = queue.SimpleQueue()
        self._broken: str | None = None
        self._closed = False
        self._snapshots = threading.Lock()
        self._snapshot_thread: threading.Thread | None = None
        self._people_file = threading.Lock()
        self._writer = threading.Thread(target=self._write, name="store-writer", daemon=True)
        self._writer.start()

    @property
    def epoch(self) -> str:
        return str(self.identity["epoch"])

    @property
    def takes_writes(self) -> bool:
        return self._broken is None and not self._closed

    def transact(self, decide: Callable[[View], Decision[T]]) -> T:
        answer: Future[T] = Future()
        with self._guard:
            if self._closed:
                raise StoreError("The store is closed. Nothing was kept of this change; send it again.")
            self._jobs.put((decide, answer))
        return answer.result()

    def scrub(self, ids: Iterable[str], change: Callable[[Doc], Doc] | None = None) -> None:
        done: Future[None] = Future()
        with self._guard:
            if self._closed:
                raise StoreError("The store is closed. What is left to scrub is scrubbed at the next start.")
            self._jobs.put(Scrub(frozenset(ids), change, done))
        done.result()

    @contextmanager
    def frozen(self) -> Iterator[tuple[Iterator[tuple[str, bytes]], int, int]]:
        """The files of one moment, its seq and number of records; writing goes on, erasing waits."""
        with self._snapshots:
            with self._guard:
                people = self._copy(PEOPLE)
                seq, records = self._seq, self._state.count(RECORD)
            yield self._files(people), seq, records

    def _files(self, people: Copy) -> Iterator[tuple[str, bytes]]:
        folder, place = self.folder, people.mark.place
        for number in journal.segments(folder.journal):
            if number <= place.segment:
                path = journal.path_of(folder.journal, number)
                whole = path.read_bytes()
                yield f"journal/{path.name}", whole[: place.offset] if number == place.segment else whole
        yield folder.people.name, snapshot.bytes_of(people)
        for path in (folder.keys, folder.erased, folder.revoked, folder.identity):
            if path.exists():
                yield path.name, path.read_bytes()

    def line(self, place: Place) -> Doc | None:
        return journal.line_at(self.folder.journal, place)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        with self._guard:
            yield StateReading(self._state, self._seq)

    def snapshot(self) -> None:
        """Write the state down, so that the next start need not read the whole journal."""
        with self._snapshots:
            with self._guard:
                copy = self._copy(frozenset(self._state.tables()) - PEOPLE)
                self._since_snapshot = 0
            snapshot.write_state(self.folder, copy)
        self._write_people()

    def close(self) -> None:
        with self._guard:
            if self._closed:
                return
            self._closed = True
            self._jobs.put(None)
        self._writer.join()
        # One that a thread has begun ends before another process may have the folder.
        if self._snapshot_thread is not None:
            self._snapshot_thread.join()
        if self._since_snapshot and self._broken is None:
            self.snapshot()
        self._journal.close()
        os.close(self._lock_handle)

    def _snapshot_runs(self) -> bool:
        return self._snapshot_thread is not None and self._snapshot_thread.is_alive()

    def _copy(self, tables: frozenset[str]) -> Copy:
        mark = snapshot.Mark(self._line, self._place, self._seq, self._greatest)
        return Copy(mark, {name: self._state.rows(name) for name in sorted(tables)})

    def _write_people(self) -> None:
        # The copy is taken inside: two threads write this file, and the newer people must be the last.
        with self._people_file:
            with self._guard:
                copy = self._copy(PEOPLE)
            snapshot.write_people(self.folder, copy)

    def _write(self) -> None:
        while True:
            jobs = [self._jobs.get()]
            while len(jobs) < MOST_AT_ONCE and isinstance(jobs[-1], tuple) and not self._jobs.empty():
                jobs.append(self._jobs.get())
            self._take([job for job in jobs if isinstance(job, tuple)])
            last = jobs[-1]
            if isinstance(last, Scrub):
                self._scrub(last)
            if last is None:
                return

    def _scrub(self, wish: Scrub) -> None:
        try:
            with self._snapshots:
                self._journal.close()
                try:
                    scrub(self.folder.journal, wish.ids, wish.change)
                    scrub(self.folder.replaced, wish.ids, wish.change)
                finally:
                    self._journal = journal.Journal(self.folder.journal)
            # Twice: the second last snapshot is kept too.
            self.snapshot()
            self.snapshot()
            if wish.change is None:
                erased.note_scrubbed(self.folder.erased, wish.ids)
        except OSError as error:
            wish.done.set_exception(_failure(error))
        else:
            wish.done.set_result(None)

    def _take(self, jobs: list[Job]) -> None:
        view = Overlay(self._state, self._journal.place, seq=self._seq, greatest=self._greatest)
        lines: list[bytes] = []
        answers: list[tuple[Future[Any], Any]] = []
        for decide, answer in jobs:
            try:
                decision = decide(view)
                if decision.line is not None:
                    line = journal.encode({"n": self._line + len(lines), **decision.line})
                    lines.append(line)
                    view.take(decision, length=len(line))
            except Exception as error:
                answer.set_exception(error)
            else:
                answers.append((answer, decision.result))
        try:
            if lines:
                self._keep(lines, view)
        except OSError as error:
            for answer, _ in answers:
                answer.set_exception(_failure(error))
            return
        for answer, result in answers:
            answer.set_result(result)

    def _keep(self, lines: list[bytes], view: Overlay) -> None:
        if self._broken is not None:
            raise OSError(errno.EIO, self._broken)
        try:
            self._journal.append(lines)
        except journal.CutFailed as error:
            self._broken = "the journal could not be cut back after a failed write; start the server again"
            raise OSError(errno.EIO, self._broken) from error
        with self._guard:
            self._state.apply(view.puts)
            self._seq, self._greatest = view.seq, view.greatest
            self._line += len(lines)
            self._place = self._journal.place
            self._since_snapshot += len(lines)
        # The journal has it all: a disk that refuses now must not make kept changes look as if they were not.
        with suppress(OSError):
            gone = {key.id: row for key, row in view.puts.items() if key.table == ERASED and row is not None}
            if gone:
                erased.append(self.folder.erased, gone)
            off = {key.id: row for key, row in view.puts.items() if key.table == DEVICE and row is not None}
            revoked.append(self.folder.revoked, {id_: row for id_, row in off.items() if row["revoked_at"]})
            if any(key.table in PEOPLE for key in view.puts):
                self._write_people()
            self._journal.rotate_if_long()
        if self._since_snapshot >= SNAPSHOT_EVERY_LINES and not self._snapshot_runs():
            self._snapshot_thread = threading.Thread(target=self.snapshot, name="store-snapshot")
            self._snapshot_thread.start()


def _failure(error: OSError) -> StoreError:
    if error.errno in NO_SPACE:
        return StoreFull(
            "There is no space left on the server. Nothing of this change was kept; older data is whole."
        )
    return StoreError(
        f"The journal can't be written ({cast(str, error.strerror)}). Nothing of this change was kept."
    )
