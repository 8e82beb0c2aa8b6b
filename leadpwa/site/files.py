"""What is frozen besides pages: files by address, some of them only made once the pages are there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Make = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Files:
    """Addresses below the base, without a slash before them."""

    _makers: dict[str, Make] = field(default_factory=dict)

    def add(self, path: str, make: Make) -> None:
        """A file, made when it is asked for."""
        self._makers[path] = make

    def get(self, path: str) -> bytes | None:
        """The file's bytes; None where there is none of that address."""
        make = self._makers.get(path)
        return make() if make else None

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)
