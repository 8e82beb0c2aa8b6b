"""The change feed: what changed after a cursor and this user sees, what this user lost, and how far that goes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import merge

from leadpwa.errors import Refused
from leadpwa.json_types import Doc
from leadpwa.store.protocol import ERASED, RECORD, Key, Loss, Reading, Store
from leadpwa.sync import clock
from leadpwa.sync.around import Around, around
from leadpwa.sync.people import User, may_see
from leadpwa.sync.record import Record, from_row

MOST_BYTES = 1024 * 1024
ERASED_TOLD_MS = 90 * 86_400_000

Project = Callable[[Record, User, Around], Doc]


@dataclass(frozen=True, slots=True)
class Start:
    """From where a page goes on: the cursor, and the time, by which a first pull hears of late erasures alone."""

    cursor: int
    now_ms: int


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


def page(
    store: Store, user: User, start: Start, limit: int, project: Project, room: int = MOST_BYTES
) -> Page:
    """What came after the start, oldest first, at most `limit` entries and about `room` bytes, but at least one."""
    cursor = start.cursor
    with store.reading() as reading:
        end = reading.seq
        found, more = _gather(reading, user, start, limit)
    changes: list[Doc] = []
    gone: list[Doc] = []
    reached = cursor
    for seq, entry in found:
        if isinstance(entry, Loss):
            told, shown = gone, _gone(entry.record, "view")
        elif isinstance(entry, str):
            told, shown = gone, _gone(entry, "erased")
        else:
            told, shown = changes, project(entry.record, user, entry.about)
        room -= len(json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode()) + 1
        if room < 0 and (changes or gone):
            return Page(changes, gone, reached, more=True)
        told.append(shown)
        reached = seq
    return Page(changes, gone, reached if more else end, more)


def _gone(record: str, why: str) -> Doc:
    return {"kind": "lead", "id": record, "why": why}


@dataclass(frozen=True, slots=True)
class _Change:
    record: Record
    about: Around


# A loss, a changed record, or the id of an erased lead.
Entry = Loss | _Change | str


def _gather(reading: Reading, user: User, start: Start, limit: int) -> tuple[list[tuple[int, Entry]], bool]:
    cursor = start.cursor
    found: list[tuple[int, Entry]] = []
    told: set[str] = set()
    for seq, entry in merge(
        _changed(reading, user, cursor),
        _lost(reading, user, cursor),
        _erased(reading, user, start),
        key=lambda pair: pair[0],
    ):
        if isinstance(entry, Loss):
            if entry.record in told:
                continue
            told.add(entry.record)
        if len(found) == limit:
            return found, True
        found.append((seq, entry))
    return found, False


def _changed(reading: Reading, user: User, cursor: int) -> Iterator[tuple[int, Entry]]:
    for seq, id_ in reading.changed(user.reads, cursor):
        record = _record(reading, id_)
        if record is not None:
            lead = _record(reading, record.lead) if record.lead else None
            yield seq, _Change(record, around(reading, record, lead, user))


def _lost(reading: Reading, user: User, cursor: int) -> Iterator[tuple[int, Entry]]:
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


def _erased(reading: Reading, user: User, start: Start) -> Iterator[tuple[int, Entry]]:
    """Leads that this user ever saw and that were erased; to somebody who begins, those of the last 90 days."""
    earliest = clock.time_text(max(0, start.now_ms - ERASED_TOLD_MS)) if start.cursor == 0 else ""
    for seq, id_ in reading.erased(user.id, start.cursor):
        row = reading.get(Key(ERASED, id_)) or {}
        if row.get("kind") == "lead" and str(row["at"]) > earliest:
            yield seq, id_
