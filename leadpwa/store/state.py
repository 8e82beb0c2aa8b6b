"""The rows in memory: TinyDB over a dictionary, and the indexes by which no request scans.

TinyDB copies a whole table for each change that it is asked for one by one; here a batch is one update of a table, in
place, and its rows are never changed, only replaced.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from heapq import merge
from typing import TypeVar, cast

from tinydb import TinyDB
from tinydb.storages import MemoryStorage
from tinydb.table import Table

from leadpwa.json_types import Doc
from leadpwa.store.protocol import ERASED, RECORD, Key, Loss, Puts

X = TypeVar("X")
# How many superseded entries an index may hold beyond its live ones before it is written anew.
ROOM_FOR_STALE = 256


class RowTable(Table):
    """A table whose documents are named by the row's own id, updated in place."""

    document_id_class = str  # type: ignore[assignment]

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, object]]], None]) -> None:
        tables = self._storage.read() or {}
        updater(cast(dict[int, Mapping[str, object]], tables.setdefault(self.name, {})))
        self._storage.write(tables)
        self.clear_cache()


class RowDatabase(TinyDB):
    """A TinyDB of such tables."""

    table_class = RowTable


class State:
    """All rows at one moment. Not safe for threads: the store guards it."""

    def __init__(self) -> None:
        self._db = RowDatabase(storage=MemoryStorage)
        self._tables: dict[str, dict[str, Doc]] = {}
        self._changed: dict[str, list[tuple[int, str]]] = {}
        self._live: dict[str, int] = {}
        self._lost: dict[str, list[tuple[int, Loss]]] = {}
        self._erased: dict[str, list[tuple[int, str]]] = {}

    def get(self, key: Key) -> Doc | None:
        """The row, or None."""
        return self._rows(key.table).get(key.id)

    def rows(self, table: str) -> dict[str, Doc]:
        """A copy of a table's names; the rows themselves are shared, since they never change."""
        return dict(self._rows(table))

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return len(self._rows(table))

    def tables(self) -> list[str]:
        """The names of the tables that there are."""
        return sorted(self._db.tables())

    def apply(self, puts: Puts) -> None:
        """Take rows in, all of them."""
        by_table: dict[str, dict[str, Doc | None]] = {}
        for key, row in puts.items():
            by_table.setdefault(key.table, {})[key.id] = row
        for table, rows in by_table.items():
            if table == ERASED:
                self._index_erased(rows)
            olds = {id_: self.get(Key(table, id_)) for id_ in rows} if table == RECORD else {}
            self._db.table(table)._update_table(partial(_put, rows=rows))
            for id_ in sorted(olds, key=lambda id_: cast(int, (rows[id_] or {"seq": 0})["seq"])):
                self._index(id_, olds[id_], rows[id_] or {})

    def changed(self, audiences: frozenset[str], after: int) -> Iterator[tuple[int, str]]:
        """(seq, id) of the records in these audiences that changed after a seq, oldest first, each once."""
        last = 0
        for seq, id_ in merge(*(_tail(self._changed.get(name, []), after) for name in sorted(audiences))):
            row = self.get(Key(RECORD, id_))
            if seq != last and row is not None and row["seq"] == seq:
                last = seq
                yield seq, id_

    def lost(self, audiences: frozenset[str], after: int) -> Iterator[Loss]:
        """What left these audiences after a seq, oldest first."""
        for _, loss in merge(
            *(_tail(self._lost.get(name, []), after) for name in sorted(audiences)), key=_seq
        ):
            yield loss

    def erased(self, user: str, after: int) -> Iterator[tuple[int, str]]:
        """(seq, id) of erased records that a user ever saw, oldest first."""
        return _tail(self._erased.get(user, []), after)

    def _rows(self, table: str) -> dict[str, Doc]:
        if table not in self._tables:
            storage = self._db.storage
            tables = storage.read() or {}
            self._tables[table] = cast(dict[str, Doc], tables.setdefault(table, {}))
            storage.write(tables)
        return self._tables[table]

    def _index(self, id_: str, old: Doc | None, new: Doc) -> None:
        audiences = cast(Mapping[str, int], new.get("audiences", {}))
        before = cast(Mapping[str, int], (old or {}).get("audiences", {}))
        for audience in before.keys() - audiences.keys():
            self._live[audience] -= 1
        for audience in audiences:
            entries = self._changed.setdefault(audience, [])
            self._live[audience] = self._live.get(audience, 0) + (audience not in before)
            entries.append((cast(int, new["seq"]), id_))
            if len(entries) > 2 * self._live[audience] + ROOM_FOR_STALE:
                self._changed[audience] = [entry for entry in entries if self._stands(entry, audience)]
        known = len(cast(list[Doc], (old or {}).get("losses", [])))
        for loss in cast(list[Doc], new.get("losses", []))[known:]:
            entry = Loss(str(loss["audience"]), id_, cast(int, loss["since"]), cast(int, loss["seq"]))
            # Rows come by their present seq; what they lost before may be older than what is known already.
            insort(self._lost.setdefault(entry.audience, []), (entry.seq, entry), key=_seq)

    def _index_erased(self, rows: Mapping[str, Doc | None]) -> None:
        for id_, row in rows.items():
            if row is not None and self.get(Key(ERASED, id_)) is None:
                for user in cast(list[str], row["users"]):
                    insort(self._erased.setdefault(user, []), (cast(int, row["seq"]), id_))

    def _stands(self, entry: tuple[int, str], audience: str) -> bool:
        row = self.get(Key(RECORD, entry[1])) or {}
        return row.get("seq") == entry[0] and audience in cast(Mapping[str, int], row["audiences"])


def _put(known: dict[int, Mapping[str, object]], rows: Mapping[str, Doc | None]) -> None:
    table = cast(dict[str, Mapping[str, object]], known)
    for id_, row in rows.items():
        if row is None:
            table.pop(id_, None)
        else:
            table[id_] = row


def _seq(entry: tuple[int, object]) -> int:
    return entry[0]


def _tail(entries: list[tuple[int, X]], after: int) -> Iterator[tuple[int, X]]:
    # One by one: a page of the feed takes some hundreds, and a first pull has the whole index behind it.
    start = bisect_right(entries, after, key=_seq)
    return (entries[index] for index in range(start, len(entries)))


class StateReading:
    """A moment of the state for those who only read; the store holds its guard meanwhile."""

    def __init__(self, state: State, seq: int) -> None:
        self.seq = seq
        self.get = state.get
        self.changed = state.changed
        self.lost = state.lost
        self.erased = state.erased
        self._state = state

    def rows(self, table: str) -> Iterator[tuple[str, Doc]]:
        """Every row of a table."""
        return iter(self._state.rows(table).items())

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return self._state.count(table)
