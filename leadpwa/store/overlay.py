"""What a decision sees: the state, and over it what the decisions before it in the same write have decided."""

from __future__ import annotations

from typing import Any

from leadpwa.json_types import Doc
from leadpwa.store.protocol import Decision, Key, Place
from leadpwa.store.state import State


class Overlay:
    """A view that gathers rows until they are on disk."""

    def __init__(self, state: State, place: Place, *, seq: int, greatest: str) -> None:
        self._state = state
        self.place = place
        self.seq = seq
        self.greatest = greatest
        self.puts: dict[Key, Doc | None] = {}

    def get(self, key: Key) -> Doc | None:
        """The row as the next decision will find it."""
        return self.puts[key] if key in self.puts else self._state.get(key)

    def take(self, decision: Decision[Any], *, length: int) -> None:
        """Lay a decision over, whose line is `length` bytes long."""
        self.puts.update(decision.puts)
        self.place = Place(self.place.segment, self.place.offset + length)
        self.seq = max(self.seq, decision.seq)
        self.greatest = max(self.greatest, decision.greatest)
