"""The glossary: `content/LANGUAGE/glossary.toml`, terms with their meaning and where the policy uses them."""

from __future__ import annotations

import html
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from leadpwa.errors import ContentError
from leadpwa.site.expressions import Expressions, unmark
from leadpwa.site.pages import plain
from leadpwa.site.settings import line_of_key, read_toml


class _Term(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    term: Annotated[str, Field(min_length=1)]
    also: list[str] = []
    text: Annotated[str, Field(min_length=1)]
    see: str


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
    text, data = read_toml(path)
    terms: list[Term] = []
    for index, entry in enumerate(data.get("terms", [])):
        line = _line_of(text, index)
        try:
            it = _Term.model_validate(entry)
        except ValidationError as error:
            first = error.errors()[0]
            what = f"term {index + 1}: {'.'.join(map(str, first['loc']))}: {first['msg']}"
            raise ContentError(
                path, line, what, "A term has id, term, text and see, and may have also."
            ) from None
        if any(it.id == other.id for other in terms):
            raise ContentError(path, line, f"the id '{it.id}' stands twice", "Rename one.")
        filled, blocks = expressions.fill(
            html.escape(it.text.strip(), quote=False), path=path, first_line=line
        )
        terms.append(
            Term(
                it.id,
                it.term,
                tuple(it.also),
                unmark(filled, blocks),
                _address(it.see, base, language),
                it.see,
                line,
            )
        )
    return Glossary(file, language, tuple(terms))


def unpaired(glossaries: Mapping[str, Glossary]) -> list[tuple[str, str]]:
    """Ids that one language has and another lacks, as (file that lacks it, id)."""
    ids = {language: {term.id for term in each.terms} for language, each in glossaries.items()}
    every = set().union(*ids.values())
    return [
        (glossaries[language].file, missing)
        for language, known in ids.items()
        if known
        for missing in sorted(every - known)
    ]


def _address(see: str, base: str, language: str) -> str:
    path, hash_, anchor = see.partition("#")
    place = posixpath.join(language, path.removesuffix(".md"))
    return f"{base}{place}/{hash_}{anchor}"


def _line_of(text: str, index: int) -> int:
    heads = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == "[[terms]]"]
    return heads[index] if index < len(heads) else line_of_key(text, "[[terms]]")
