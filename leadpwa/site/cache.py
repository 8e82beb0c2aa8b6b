"""What builds keep for each other below `.cache/`: rendered pages by key, and what stands in an output folder."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import pickle
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import FileSystemBytecodeCache

from leadpwa.errors import LeadpwaError
from leadpwa.site.links import Outline
from leadpwa.site.pages import Facts, Rendered


class Kept(NamedTuple):
    """A page's body and its entry for search, as rendered."""

    rendered: Rendered
    entry: str


class Frozen(NamedTuple):
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
        folder.mkdir(parents=True, exist_ok=True)
        self._pages = self._open()

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Waits until no other build uses the folder."""
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def page(self, key: str) -> Kept | None:
        """What was rendered under the key."""
        row = self._pages.execute("SELECT kept FROM page WHERE key = ?", (key,)).fetchone()
        found = _loaded(row[0]) if row else None
        return found if isinstance(found, Kept) else None

    def keep_page(self, key: str, kept: Kept) -> None:
        """Keeps what was rendered."""
        content = pickle.dumps(kept, protocol=pickle.HIGHEST_PROTOCOL)
        self._pages.execute("INSERT OR REPLACE INTO page VALUES (?, ?)", (key, content))

    def keep_pages(self, keys: set[str]) -> None:
        """Drops the pages of all other keys."""
        known = {key for (key,) in self._pages.execute("SELECT key FROM page")}
        self._pages.executemany("DELETE FROM page WHERE key = ?", [(key,) for key in known - keys])
        self._pages.commit()

    def close(self) -> None:
        """Ends the use of the folder; what a failed build rendered serves the next."""
        self._pages.commit()
        self._pages.close()

    def initials(self) -> dict[str, str]:
        """Pinyin initials by title: the dictionary that gives them takes long to load."""
        found = _load(self._folder / "initials")
        return found if isinstance(found, dict) else {}

    def keep_initials(self, initials: dict[str, str]) -> None:
        """Keeps them."""
        _save(self._folder / "initials", initials)

    def bytecode(self) -> FileSystemBytecodeCache:
        """Where compiled templates are kept."""
        (self._folder / "templates").mkdir(exist_ok=True)
        return FileSystemBytecodeCache(str(self._folder / "templates"))

    def state(self, out: Path) -> State:
        """What the last build left in the output folder; nothing where it was another program's."""
        found = _load(self._state_file(out))
        if isinstance(found, tuple) and len(found) == 2 and found[0] == self._stamp:
            state = found[1]
            return state if isinstance(state, State) else State()
        return State()

    def forget_state(self, out: Path) -> None:
        """Nothing is known of the output folder from here on, until `keep_state`."""
        self._state_file(out).unlink(missing_ok=True)

    def keep_state(self, out: Path, state: State) -> None:
        """Keeps what stands in the output folder now."""
        _save(self._state_file(out), (self._stamp, state))

    def _open(self) -> sqlite3.Connection:
        """One file for all pages: a file for each takes longer to make than the page to render."""
        path = self._folder / "pages.sqlite"
        for _ in range(2):
            pages = sqlite3.connect(path, timeout=60)
            try:
                pages.execute("PRAGMA synchronous = OFF")
                pages.execute(
                    "CREATE TABLE IF NOT EXISTS page (key TEXT PRIMARY KEY, kept BLOB) WITHOUT ROWID"
                )
                return pages
            except sqlite3.DatabaseError:
                pages.close()
                path.unlink(missing_ok=True)
        raise LeadpwaError(f"{path} can't be used. Remove the folder .cache and build again.")

    def _state_file(self, out: Path) -> Path:
        return self._folder / f"state-{hashlib.sha256(str(out.resolve()).encode()).hexdigest()[:12]}"


def _load(path: Path) -> Any:
    try:
        return _loaded(path.read_bytes())
    except OSError:
        return None


def _loaded(content: bytes) -> Any:
    try:
        return pickle.loads(content)
    except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError):
        return None


def _save(path: Path, value: Any) -> None:
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_bytes(pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))
    fresh.replace(path)
