"""What a store is: the one way to read and to change, whatever engine keeps the bytes.

A change is `transact(decide)`. `decide` is pure and repeatable: it reads rows through the view that it is given and
answers with a decision; a store may run it again (after a serialisation failure, say) and nothing was done before it
was committed. Whatever must hold together (a batch of mutations, an invitation used and a token given) is one
decision. Rows are JSON documents under (table, id); a row that stands is replaced, never changed in place.

A row of the table `record` carries what the change feed needs: `seq`, `audiences` (name → the seq from which it has
been in it) and `losses` (`[{audience, since, seq, stamp}]`: the audiences that it left).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, Protocol, TypeVar

from leadpwa.json_types import Doc

T = TypeVar("T")

RECORD = "record"
NODE = "node"
HANGING = "hanging"
SEEN = "seen"
CONTACT = "contact"
MERGED = "merged"
ERASED = "erased"
WIPED = "wiped"
# The people: what is never taken back by a restore, and stands in a file of its own.
USER = "user"
DEVICE = "device"
TOKEN = "token"
INVITATION = "invitation"
PEOPLE = frozenset({USER, DEVICE, TOKEN, INVITATION})


class Key(NamedTuple):
    """Where a row stands."""

    table: str
    id: str


class Place(NamedTuple):
    """Where in the journal a batch stands: segment and byte offset of its line."""

    segment: int
    offset: int


Puts = Mapping[Key, Doc | None]


class View(Protocol):
    """What `decide` may know."""

    @property
    def seq(self) -> int:
        """The greatest sequence number given so far."""

    @property
    def greatest(self) -> str:
        """The greatest stamp stored so far, "" in an empty store."""

    @property
    def place(self) -> Place:
        """Where the decision will stand in the journal."""

    def get(self, key: Key) -> Doc | None:
        """The row, or None. It must not be changed."""


@dataclass(frozen=True, slots=True)
class Decision(Generic[T]):
    """The answer of `decide`: what to tell the caller, and what to keep.

    `line` is what the journal keeps (None: nothing changed); `puts` are the rows that follow from it, None deletes.
    """

    result: T
    line: Doc | None = None
    puts: Puts = field(default_factory=dict)
    seq: int = 0
    greatest: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """A record that left an audience: in it from `since`, until `seq`."""

    audience: str
    record: str
    since: int
    seq: int


class Reading(Protocol):
    """One moment of the store."""

    @property
    def seq(self) -> int:
        """The greatest sequence number at this moment."""

    def get(self, key: Key) -> Doc | None:
        """The row, or None. It must not be changed."""

    def changed(self, audiences: frozenset[str], after: int) -> Iterator[tuple[int, str]]:
        """(seq, record id) of what these audiences see and what changed after, oldest first."""

    def lost(self, audiences: frozenset[str], after: int) -> Iterator[Loss]:
        """What left these audiences after, oldest first."""

    def erased(self, user: str, after: int) -> Iterator[tuple[int, str]]:
        """(seq, id) of the records that were erased after, of those that this user ever saw, oldest first."""

    def rows(self, table: str) -> Iterator[tuple[str, Doc]]:
        """Every row of a table (small ones: people, devices)."""

    def count(self, table: str) -> int:
        """How many rows a table has."""


class Store(Protocol):
    """A place where records are kept. Everything that it acknowledged is on disk."""

    @property
    def epoch(self) -> str:
        """Changes when the store was restored from a backup, and only then."""

    @property
    def takes_writes(self) -> bool:
        """Whether it can keep anything now."""

    def transact(self, decide: Callable[[View], Decision[T]]) -> T:
        """Run `decide` against the present and keep what it decided before answering.

        Raises:
            StoreFull: no space; nothing was kept.
            StoreError: the store is closed or can't be written; nothing was acknowledged.
        """

    def scrub(self, ids: Iterable[str], change: Callable[[Doc], Doc] | None = None) -> None:
        """Take the bytes of erased records, or what `change` takes out of a batch, out of everything that is kept."""

    def line(self, place: Place) -> Doc | None:
        """What was kept at a place of the journal."""

    def reading(self) -> AbstractContextManager[Reading]:
        """A consistent moment to read from."""

    def close(self) -> None:
        """Finish what was begun and let go of the files."""
