"""Which files of `content/` are pages: `content/LANGUAGE/SECTION/SLUG.md`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from leadpwa.errors import ContentError
from leadpwa.site.settings import Settings

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Source:
    """A page's file, and the former texts kept beside it. `mark` changes whenever one of them was written anew."""

    language: str
    section: str
    slug: str
    path: Path
    mark: tuple[int, int]
    versions: tuple[Path, ...] = ()

    @property
    def place(self) -> str:
        """The page's address below the base: `zh/policy/classes/`."""
        return f"{self.language}/{self.section}/{self.slug}/"


def read_bytes(path: Path) -> bytes:
    """The file's bytes; ContentError where they can't be had."""
    try:
        return path.read_bytes()
    except OSError as error:
        mend = "Make it a file that you may read, or take it away."
        raise ContentError(path, 1, f"can't be read ({error.strerror})", mend) from None


def find_sources(content: Path, settings: Settings) -> Iterator[Source]:
    """Every page's file, by language and section.

    Raises ContentError for a file name that gives no plain address.
    """
    for language in settings.languages:
        for section in settings.sections:
            folder = content / language / section.id
            if folder.is_dir():
                yield from _pages(folder, language, section.id)


def _pages(folder: Path, language: str, section: str) -> Iterator[Source]:
    with os.scandir(folder) as entries:
        found = sorted((e for e in entries if e.name.endswith(".md")), key=lambda e: e.name)
    versions = _versions(folder)
    for entry in found:
        slug = entry.name.removesuffix(".md")
        path = folder / entry.name
        if not _SLUG.fullmatch(slug):
            mend = "Name it with small letters a-z, digits and hyphens; the title may be anything."
            raise ContentError(path, 1, "the file's name gives no plain address", mend)
        kept = tuple(versions.get(slug, ()))
        try:
            stats = [entry.stat(), *(former.stat() for former in kept)]
        except OSError as error:
            what = f"can't be read ({error.strerror})"
            raise ContentError(error.filename or path, 1, what, "Mend the link, or take it away.") from None
        mark = sum(stat.st_mtime_ns for stat in stats), sum(stat.st_size for stat in stats)
        yield Source(language, section, slug, path, mark, kept)


def _versions(folder: Path) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in sorted((folder / "versions").glob("*@*.md")):
        found.setdefault(path.name.partition("@")[0], []).append(path)
    return found
