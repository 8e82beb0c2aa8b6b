"""What is wrong with the content: a place, what stands there, and the mend; gathered, so that one build names all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leadpwa.errors import ContentError


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend; `line` counts from 1. `hint` marks what is worth a look and fails no build."""

    file: str
    line: int
    what: str
    mend: str
    hint: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}. {self.mend}"


def problem_of(error: ContentError, root: Path) -> Problem:
    """The problem that an error tells of, its file named from the root."""
    return Problem(named_from(root, error.file), error.line, error.what, error.mend)


def named_from(root: Path, file: Path | str) -> str:
    """The file's name as people type it: from the root, else whole."""
    path = Path(file)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(file)
