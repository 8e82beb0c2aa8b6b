"""TOML files of the content and the site: read, held against a model, their faults named by line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from leadpwa.errors import ContentError

_AT_LINE = re.compile(r"\(at line (\d+)")


class Closed(BaseModel):
    """A table that knows its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


T = TypeVar("T", bound=BaseModel)


def read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """The file's text and data; ContentError where it is not there or no TOML."""
    try:
        text = path.read_text("utf-8-sig")
        return text, tomllib.loads(text)
    except OSError as error:
        raise ContentError(path, 1, f"can't be read ({error.strerror})", "Put the file there.") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ContentError(path, line, "is not UTF-8", "Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise ContentError(
            path, line_named(str(error)), f"is no TOML: {error}", "Mend the line that it names."
        ) from None


def read_as(model: type[T], path: Path, mend: str) -> tuple[str, T]:
    """The file's text, and its data as the model; ContentError with `mend` where they don't fit."""
    text, data = read_toml(path)
    return text, fitting(model, data, path, text, mend)


def fitting(
    model: type[T], data: object, path: Path, text: str, mend: str, *, at: Sequence[str | int] = ()
) -> T:
    """The data as the model; `at` is where in the file it stands."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = (*at, *first["loc"])
        said = first["msg"].removeprefix("Value error, ")
        where = ".".join(str(step) for step in place)
        raise ContentError(path, line_of(text, place), f"{where}: {said}" if where else said, mend) from None


def line_named(message: str) -> int:
    """The line that TOML's own message names."""
    found = _AT_LINE.search(message)
    return int(found[1]) if found else 1


def line_of(text: str, place: Sequence[str | int]) -> int:
    """The line of a key in the file's text, as near as its tables and keys tell; a number counts `[[tables]]`."""
    rows = text.splitlines()
    here = 0
    for index, step in enumerate(place):
        if isinstance(step, str):
            key = re.compile(rf'\s*(?:\[+[^\]]*?)?"?{re.escape(step)}"?\s*[=.\]]')
            here = next((n for n in range(here, len(rows)) if key.match(rows[n])), here)
        elif index and isinstance(name := place[index - 1], str):
            head = re.compile(rf'\s*\[\[\s*"?{re.escape(name)}"?\s*\]\]')
            heads = [n for n, row in enumerate(rows) if head.match(row)]
            here = heads[step] if step < len(heads) else here
    return here + 1
