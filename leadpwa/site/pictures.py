"""The pictures of the content: beside the pages that show them, under `images/` in the output."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

KINDS = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".svg", ".gif")


def is_picture(name: str) -> bool:
    """Whether a file is one, by its name."""
    return name.lower().endswith(KINDS)


def pictures_of(content: Path, language: str, section: str) -> Iterator[tuple[str, Path]]:
    """The address below the base and the file of each picture of a section."""
    folder = content / language / section
    for path in sorted(folder.iterdir() if folder.is_dir() else ()):
        if is_picture(path.name) and not path.name.startswith("."):
            # Some systems keep names in pieces, letter and accent apart; addresses are kept whole.
            yield f"images/{language}/{section}/{unicodedata.normalize('NFC', path.name)}", path
