"""The change feed: what changed after a cursor and this user sees, what this user lost, and how far that goes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import merge

from leadpwa.errors import Refused
from leadpwa.json_types import Doc
from leadpwa.store.protocol import RECORD, Key, Loss, Reading, Store
from leadpwa.sync.around import Around, around
from leadpwa.sync.people import User, may_see
from leadpwa.sync.record import Record, from_row

MOST_BYTES = 1024 * 1024

Project = Callable[[Record, User, Around], Doc]


@dataclass(frozen=True, slots=True)
class Page:
    """One answer's worth of changes; `more` where something visible remains beyond `cursor`."""

    changes: list[Doc]
    gone: list[Doc]
    cursor: int
    more: bool


def epoch_of(store_epoch: str, user: User) -> str:
    """The epoch that a user's cursor belongs to: the store's, and the count of the user's views."""
    return f"{store_epoch}.{user.view}"


def check_cursor(store: Store, user: User, epoch: str | None, cursor: int) -> None:
    """Whether a cursor still means something.

    Raises:
        Refused: view_changed, or resync.
    """
    if cursor == 0 and epoch is None:
        return
    resync = Refused(
        "resync", "The server was restored, or does not know this cursor. Start from 0, without epoch."
    )
    if epoch is None:
        raise resync
    if epoch != epoch_of(store.epoch, user):
        if epoch.rpartition(".")[0] == store.epoch:
            raise Refused("view_changed", "Your role or dealer changed. Start from 0, without epoch.")
        raise resync
    with store.reading() as reading:
        if cursor > reading.seq:
            raise resync


def page(store: Store, user: User, cursor: int, limit: int, project: Project, room: int = MOST_BYTES) -> Page:
    """What came after `cursor`, oldest first, at most `limit` entries and about `room` bytes, but at least one."""
    with store.reading() as reading:
        end = reading.seq
        found, more = _gather(reading, user, cursor, limit)
    changes: list[Doc] = []
    gone: list[Doc] = []
    reached = cursor
    for seq, entry in found:
        if isinstance(entry, Loss):
            told, shown = gone, _gone(entry.record)
        else:
            told, shown = changes, project(entry.record, user, entry.about)
        room -= len(json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode()) + 1
        if room < 0 and (changes or gone):
            return Page(changes, gone, reached, more=True)
        told.append(shown)
        reached = seq
    return Page(changes, gone, reached if more else end, more)


def _gone(record: str) -> Doc:
    return {"kind": "lead", "id": record, "why": "view"}


@dataclass(frozen=True, slots=True)
class _Change:
    record: Record
    about: Around


def _gather(
    reading: Reading, user: User, cursor: int, limit: int
) -> tuple[list[tuple[int, Loss | _Change]], bool]:
    found: list[tuple[int, Loss | _Change]] = []
    told: set[str] = set()
    for seq, entry in merge(
        _changed(reading, user, cursor), _lost(reading, user, cursor), key=lambda pair: pair[0]
    ):
        if isinstance(entry, Loss):
            if entry.record in told:
                continue
            told.add(entry.record)
        if len(found) == limit:
            return found, True
        found.append((seq, entry))
    return found, False


def _changed(reading: Reading, user: User, cursor: int) -> Iterator[tuple[int, Loss | _Change]]:
    for seq, id_ in reading.changed(user.reads, cursor):
        record = _record(reading, id_)
        if record is not None:
            lead = _record(reading, record.lead) if record.lead else None
            yield seq, _Change(record, around(reading, record, lead, user))


def _lost(reading: Reading, user: User, cursor: int) -> Iterator[tuple[int, Loss | _Change]]:
    """Losses of leads that the user saw at the cursor and does not see now; what hangs on them is meant with them."""
    for loss in reading.lost(user.reads, cursor):
        record = _record(reading, loss.record)
        if (
            record is not None
            and record.kind == "lead"
            and loss.since <= cursor
            and not may_see(user, record.audiences)
        ):
            yield loss.seq, loss


def _record(reading: Reading, id_: str) -> Record | None:
    row = reading.get(Key(RECORD, id_))
    return from_row(id_, row) if row is not None else None
