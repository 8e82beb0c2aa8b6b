"""Starting up: the newest whole snapshot, then the journal from there on, and a word about what was mended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from leadpwa.errors import StoreError
from leadpwa.json_types import Doc
from leadpwa.store import erased, journal, revoked, snapshot
from leadpwa.store.folder import DataFolder
from leadpwa.store.overlay import Overlay
from leadpwa.store.protocol import DEVICE, ERASED, PEOPLE, Decision, Key, Place, View
from leadpwa.store.scrub import scrub
from leadpwa.store.state import State

# How a line of the journal becomes rows: given by the layer that knows what a mutation is.
Replay = Callable[[View, Doc], Decision[None]]
BEGINNING = snapshot.Mark(0, Place(1, 0), 0, "")


@dataclass(frozen=True, slots=True)
class Recovered:
    """The state as it was acknowledged last, and what had to be said about it."""

    state: State
    line: int
    seq: int
    greatest: str
    replayed: int
    says: tuple[str, ...]


def recover(folder: DataFolder, replay: Replay) -> Recovered:
    """Bring the rows back.

    Raises:
        StoreError: journal and snapshots are gone, or the journal is damaged before its last line.
    """
    folder.journal.mkdir(exist_ok=True, mode=0o700)
    dropped = journal.mend_tail(folder.journal)
    known_erased = erased.read(folder.erased)
    if known_erased.waiting:
        scrub(folder.journal, known_erased.waiting)
        snapshot.forget(folder)
        erased.note_scrubbed(folder.erased, known_erased.waiting)
    state_copy, says = snapshot.read_state(folder)
    people_copy = snapshot.read_people(folder)
    if dropped:
        says.append(f"a torn last line of the journal ({dropped} bytes, never acknowledged) was dropped")
    state = State()
    state.apply({Key(ERASED, id_): row for id_, row in known_erased.rows.items()})
    for copy in (state_copy, people_copy):
        if copy is not None:
            state.apply(snapshot.puts(copy))
    of_state = state_copy.mark if state_copy else BEGINNING
    of_people = people_copy.mark if people_copy else BEGINNING
    _check_reach(folder, max(of_state.place, of_people.place))
    line, seq, greatest = of_state.line, of_state.seq, of_state.greatest
    replayed = 0
    for place, batch in journal.read(folder.journal, min(of_state.place, of_people.place)):
        number = batch["n"]
        assert isinstance(number, int), "every line was written with its number"
        view = Overlay(state, place, seq=seq, greatest=greatest)
        decision = replay(view, batch)
        state.apply(
            {
                key: row
                for key, row in decision.puts.items()
                if number >= (of_people if key.table in PEOPLE else of_state).line
            }
        )
        if number >= of_state.line:
            line, seq, greatest = number + 1, max(seq, decision.seq), max(greatest, decision.greatest)
            replayed += 1
    _keep_revoked(folder, state)
    _finish_erasures(folder, state, known_erased)
    if line == 0:
        raise StoreError(
            f"The store in {folder.path} has been used before, but its journal and its snapshots are gone. "
            "Nothing was made, so that nobody takes an empty store for the real one. Restore the newest backup."
        )
    return Recovered(state, line, seq, greatest, replayed, tuple(says))


def _check_reach(folder: DataFolder, place: Place) -> None:
    """A snapshot is written after its lines are on disk: a journal that ends before its mark was cut or is gone."""
    end = journal.end_of(folder.journal)
    if end < place:
        raise StoreError(
            f"The journal in {folder.journal} ends at segment {end.segment}, byte {end.offset}; the snapshot stands at "
            f"segment {place.segment}, byte {place.offset}. Changes that were acknowledged are missing. Nothing was "
            "changed. Put the journal back, or restore the newest backup."
        )


def _keep_revoked(folder: DataFolder, state: State) -> None:
    """A phone that was taken off stays off, whatever older file came back."""
    for id_, how in revoked.read(folder.revoked).items():
        row = state.get(Key(DEVICE, id_))
        if row is not None and not row["revoked_at"]:
            state.apply({Key(DEVICE, id_): {**row, **how}})


def _finish_erasures(folder: DataFolder, state: State, known: erased.Erased) -> None:
    """Scrub what the journal says was erased, where the process ended before that was done."""
    rows = {id_: row for id_, row in state.rows(ERASED).items() if id_ not in known.rows}
    if rows:
        erased.append(folder.erased, rows)
        scrub(folder.journal, rows.keys())
        snapshot.forget(folder)
        erased.note_scrubbed(folder.erased, rows)
