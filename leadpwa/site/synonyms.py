"""`content/synonyms.toml`: words that search takes for each other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from leadpwa.errors import ContentError
from leadpwa.site.search_text import fold
from leadpwa.site.toml_file import Closed, read_as

_Word = Annotated[str, Field(min_length=1)]


class _Synonyms(Closed):
    groups: list[Annotated[list[_Word], Field(min_length=2)]]


def load_synonyms(path: Path) -> list[list[str]]:
    """The groups, folded as search folds; each word of a group finds all of them.

    Raises ContentError where the file is missing or another, and for a word that stands in two groups.
    """
    text, read = read_as(
        _Synonyms, path, "Write groups = [[…], …], two words or more in each, or groups = []."
    )
    groups = [[fold(word) for word in group] for group in read.groups]
    seen: set[str] = set()
    for word in (word for group in groups for word in group):
        if word in seen:
            lines = [n for n, row in enumerate(text.splitlines(), 1) if f'"{word}"' in fold(row)]
            mend = "Join them, or take one out."
            raise ContentError(path, lines[-1] if lines else 1, f"'{word}' stands in two groups", mend)
        seen.add(word)
    return groups
