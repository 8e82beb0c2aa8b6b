"""The pictures of the content: beside the pages that show them, under `images/` in the output.

Pages say how large each is, so that no text jumps when it arrives.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import imagesize

from leadpwa.site.problems import Problem, named_from
from leadpwa.site.settings import Settings

KINDS = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".svg", ".gif")
_IMAGE = re.compile(r'<img\b[^>]*?\ssrc="([^"]*)"')


class Size(NamedTuple):
    """In pixels, as it is shown: turned as the camera says."""

    width: int
    height: int


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


def sizes_of(root: Path, settings: Settings) -> tuple[dict[str, Size], list[Problem]]:
    """The size of each picture by its address with the base; and the files that are no pictures, whatever their name.

    A drawing in SVG may have none: it is as large as its place.
    """
    sizes: dict[str, Size] = {}
    problems: list[Problem] = []
    for language in settings.languages:
        for section in settings.sections:
            for path, file in pictures_of(root / "content", language, section.id):
                size = Size(*imagesize.get(str(file)))
                if min(size) > 0:
                    sizes[settings.base + path] = size
                elif not file.name.lower().endswith(".svg"):
                    what, mend = "can't be read as a picture", "Save it again from the program that made it."
                    problems.append(Problem(named_from(root, file), 1, what, mend))
    return sizes, problems


def with_sizes(html: str, sizes: Mapping[str, Size]) -> str:
    """The HTML with width and height at every picture of the content."""

    def sized(match: re.Match[str]) -> str:
        size = sizes.get(match[1])
        return f'{match[0]} width="{size.width}" height="{size.height}"' if size else match[0]

    return _IMAGE.sub(sized, html) if "<img" in html else html
