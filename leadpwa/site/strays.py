"""What stands in the content, or in `site.toml`, and would lead to no page without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from leadpwa.site.order import Library
from leadpwa.site.pages import Facts
from leadpwa.site.pictures import KINDS, is_picture
from leadpwa.site.problems import Problem, named_from
from leadpwa.site.settings import Settings
from leadpwa.site.sources import Source
from leadpwa.site.toml_file import line_of

_VERSIONS = "versions"
# Signs that mean something in an address, or end it in Markdown.
_PICTURE = re.compile(r"[\w.-]+")


def strays(root: Path, settings: Settings) -> list[Problem]:
    """Files and folders that no page is made from, though they lie where pages do."""
    content = root / "content"
    sections = [section.id for section in settings.sections]
    found: list[tuple[Path, str, str]] = []
    for path in _entries(content):
        if path.is_dir() and path.name not in settings.languages and _holds_files(path):
            mend = "Add it to languages in site/site.toml, or take it away."
            found.append((path, "is the folder of no language", mend))
    for language in settings.languages:
        for path in _entries(content / language):
            if path.is_dir() and path.name not in sections and _holds_files(path):
                mend = "Name it under [[sections]] in site/site.toml, or move its pages."
                found.append((path, "is the folder of no section", mend))
            elif path.is_file() and path.name != "glossary.toml":
                found.append((path, "belongs to no section", f"Move it into {' or '.join(sections)}."))
        for section in sections:
            found += _in_section(content / language / section)
    return [Problem(named_from(root, path), 1, what, mend) for path, what, mend in found]


def _in_section(folder: Path) -> Iterator[tuple[Path, str, str]]:
    for path in _entries(folder):
        if path.is_dir():
            if path.name != _VERSIONS and _holds_files(path):
                yield path, "is a folder inside a section", "Pages and pictures lie in the section itself."
        elif is_picture(path.name) and not _PICTURE.fullmatch(path.name):
            yield path, "can't be named in a link", "Name it with letters, digits, hyphens and dots."
        elif not path.name.endswith(".md") and not is_picture(path.name):
            yield (
                path,
                "is neither a page nor a picture",
                f"Pages end in .md, pictures in {', '.join(KINDS)}.",
            )
    for path in _entries(folder / _VERSIONS):
        slug, at, version = path.stem.partition("@")
        if path.suffix != ".md" or not at or not version or not (folder / f"{slug}.md").is_file():
            yield path, "is the former text of no page", "Name it SLUG@VERSION.md, as classes@1.0.md."


def unnamed_versions(source: Source, facts: Facts, root: Path) -> Iterator[Problem]:
    """Former texts of a page that its `changes` don't name: they would be shown nowhere."""
    if not source.versions:
        return
    before = {change.version for change in facts.changes} - {facts.version}
    for path in source.versions:
        version = path.stem.partition("@")[2]
        if version not in before:
            what = f"{source.slug}.md names no former version {version}"
            mend = f"Add it under changes: of {facts.file}, or take the file away."
            yield Problem(named_from(root, path), 1, what, mend)


def unknown_firsts(root: Path, settings: Settings, library: Library) -> Iterator[Problem]:
    """Pages that `read_first` names and that are not there in any language."""
    file = root / "site" / "site.toml"
    for index, section in enumerate(settings.sections):
        for slug in section.read_first:
            if not any(library.shelf(code, section.id).find(slug) for code in settings.languages):
                line = line_of(file.read_text("utf-8-sig"), ("sections", index, "read_first"))
                what = f"read_first names '{slug}', which is no page of {section.id}"
                yield Problem(named_from(root, file), line, what, "Name a page's file without .md.")


def _entries(folder: Path) -> list[Path]:
    """What lies in a folder, without what editors and systems leave behind."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in found if not path.name.startswith(".") and not path.name.endswith("~")]


def _holds_files(folder: Path) -> bool:
    return any(path.is_file() for path in folder.rglob("*"))
