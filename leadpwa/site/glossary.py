"""The glossary: `content/LANGUAGE/glossary.toml`, terms with their meaning and where the policy uses them."""

from __future__ import annotations

import html
import posixpath
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from leadpwa.errors import ContentError
from leadpwa.site.expressions import Expressions, unmark
from leadpwa.site.pages import plain
from leadpwa.site.toml_file import Closed, line_of, read_as


class _Term(Closed):
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    term: Annotated[str, Field(min_length=1)]
    also: tuple[str, ...] = ()
    text: Annotated[str, Field(min_length=1)]
    see: Annotated[str, Field(min_length=1)]


class _Terms(Closed):
    terms: Annotated[list[_Term], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Term:
    """A term; `see` is the address of its page, `source` what the file says for it, `line` where."""

    id: str
    term: str
    also: tuple[str, ...]
    text: str
    see: str
    source: str
    line: int

    @property
    def searched(self) -> str:
        """Its words for search, the other names behind the meaning."""
        return " ".join((plain(self.text), *self.also))


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of a language in the file's order."""

    file: str
    language: str
    terms: tuple[Term, ...]


def load_glossary(path: Path, expressions: Expressions, *, base: str, language: str, file: str) -> Glossary:
    """Reads the file; without one there is no glossary in that language.

    Raises ContentError with line and mend.
    """
    if not path.exists():
        return Glossary(file, language, ())
    text, read = read_as(_Terms, path, "A term is [[terms]] with id, term, text and see, and may have also.")
    terms: list[Term] = []
    for index, it in enumerate(read.terms):
        line = line_of(text, ("terms", index))
        if any(it.id == other.id for other in terms):
            raise ContentError(path, line, f"the id '{it.id}' stands twice", "Rename one.")
        filled, blocks = expressions.fill(
            html.escape(it.text, quote=False), path=path, first_line=line_of(text, ("terms", index, "text"))
        )
        address = _address(it.see, base, language)
        terms.append(Term(it.id, it.term, it.also, unmark(filled, blocks), address, it.see, line))
    return Glossary(file, language, tuple(terms))


def _address(see: str, base: str, language: str) -> str:
    path, hash_, anchor = see.partition("#")
    place = posixpath.join(language, path.removesuffix(".md"))
    return f"{base}{place}/{hash_}{anchor}"
