"""What builds keep for each other below `.cache/`: rendered pages by key, and what stands in an output folder."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leadpwa.site.links import Outline
from leadpwa.site.pages import Facts, Rendered


@dataclass(frozen=True, slots=True)
class Kept:
    """A page's body and its entry for search, as rendered."""

    rendered: Rendered
    entry: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """A file in the output folder: from which key it was made, its hash and size, and a page's outline."""

    key: str
    sha256: str
    bytes: int
    outline: Outline | None


@dataclass(slots=True)
class State:
    """Of one output folder: its files by address, and each source's mark with the facts read from it."""

    files: dict[str, Frozen] = field(default_factory=dict)
    facts: dict[str, tuple[tuple[int, int], Facts]] = field(default_factory=dict)


class Cache:
    """The folder below `.cache/`; anything in it that can't be read counts as not there."""

    def __init__(self, folder: Path, *, stamp: str) -> None:
        self._folder = folder
        self._stamp = stamp
        (folder / "pages").mkdir(parents=True, exist_ok=True)

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Waits until no other build uses the folder."""
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def page(self, key: str) -> Kept | None:
        """What was rendered under the key."""
        found = _load(self._folder / "pages" / key)
        return found if isinstance(found, Kept) else None

    def keep_page(self, key: str, kept: Kept) -> None:
        """Keeps what was rendered."""
        _save(self._folder / "pages" / key, kept)

    def prune(self, keys: set[str]) -> None:
        """Drops every rendered page but those."""
        for path in (self._folder / "pages").iterdir():
            if path.name not in keys:
                path.unlink(missing_ok=True)

    def state(self, out: Path) -> State:
        """What the last build left in the output folder; nothing where it was another program's."""
        found = _load(self._state_file(out))
        if isinstance(found, tuple) and len(found) == 2 and found[0] == self._stamp:
            state = found[1]
            return state if isinstance(state, State) else State()
        return State()

    def keep_state(self, out: Path, state: State) -> None:
        """Keeps what stands in the output folder now."""
        _save(self._state_file(out), (self._stamp, state))

    def _state_file(self, out: Path) -> Path:
        return self._folder / f"state-{hashlib.sha256(str(out.resolve()).encode()).hexdigest()[:12]}"


def _load(path: Path) -> Any:
    try:
        return pickle.loads(path.read_bytes())
    except (
        OSError,
        pickle.UnpicklingError,
        EOFError,
        AttributeError,
        ImportError,
        IndexError,
        TypeError,
        ValueError,
    ):
        return None


def _save(path: Path, value: Any) -> None:
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_bytes(pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))
    fresh.replace(path)
