"""A page's file taken apart: its front matter, checked, and the Markdown below it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from leadpwa.errors import ContentError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_MENDS = {
    "title": "Write title: and the page's name.",
    "summary": "Write summary: and one sentence that says what it is about and who reads it.",
    "version": 'Write version: "1.0", in quotes.',
    "effective": "Write effective: and a day, as 2026-12-01.",
    "owner": "Write owner: and the department that answers for the page.",
    "order": "Write order: and the page's place in its section, a whole number from 1.",
    "review": "Write review: and the day by which it is read over again, as 2027-06-01.",
    "minutes": "Write minutes: and how long it takes to read, a whole number from 1.",
    "changes": "Write under changes: a line a version, oldest first, the last with the page's own version and day, "
    'as - {version: "1.1", effective: 2026-12-15, what: …}.',
}
_VERSION = r"^[0-9]+(\.[0-9]+)*$"


class Change(BaseModel):
    """A version of a page, its day, and in one sentence what it changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    version: Annotated[str, Field(pattern=_VERSION)]
    effective: date
    what: Annotated[str, Field(min_length=1)]


class Meta(BaseModel):
    """What a page says about itself: see docs/authoring.md."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    title: Annotated[str, Field(min_length=1, max_length=80)]
    summary: Annotated[str, Field(min_length=1)]
    version: Annotated[str, Field(pattern=_VERSION)]
    effective: date
    owner: Annotated[str, Field(min_length=1)]
    order: Annotated[int, Field(ge=1)]
    review: date
    minutes: Annotated[int, Field(ge=1)]
    changes: tuple[Change, ...] = ()

    @field_validator("changes")
    @classmethod
    def _end_with_the_page(cls, changes: tuple[Change, ...], info: ValidationInfo) -> tuple[Change, ...]:
        numbers = [[int(part) for part in change.version.split(".")] for change in changes]
        if any(one >= other for one, other in pairwise(numbers)):
            raise ValueError("the versions do not rise")
        own = (info.data.get("version"), info.data.get("effective"))
        if changes and (changes[-1].version, changes[-1].effective) != own:
            raise ValueError("the last one is not the page's version and effective day")
        return changes


@dataclass(frozen=True, slots=True)
class Parsed:
    """`first_line` is the line of the file on which `body` begins."""

    meta: Meta
    body: str
    first_line: int


def parse_page(path: Path, raw: bytes) -> Parsed:
    """Takes the file's bytes apart; a byte order mark and CR LF are let pass.

    Raises ContentError with the line and the mend: not UTF-8, no front matter, a field missing, unknown or wrong.
    """
    text = _text(path, raw)
    if not text.startswith("---\n"):
        raise ContentError(path, 1, "has no front matter", 'Begin the file with "---" and its fields.')
    end = text.find("\n---\n", 3)
    if end < 0:
        raise ContentError(path, 1, "the front matter has no end", 'Close it with a line "---".')
    front, body = text[4 : end + 1], text[end + 5 :]
    meta = _meta(path, front)
    return Parsed(meta, body, front.count("\n") + 3)


def _text(path: Path, raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        what = "is not UTF-8" + (", it looks like GBK" if _is_gbk(raw) else "")
        raise ContentError(path, line, what, "Save it as UTF-8.") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_gbk(raw: bytes) -> bool:
    try:
        raw.decode("gbk")
    except UnicodeDecodeError:
        return False
    return True


def _meta(path: Path, front: str) -> Meta:
    try:
        data = yaml.load(front, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 2
        what = f"the front matter is no YAML ({error.problem})"
        raise ContentError(path, line, what, "Put text that holds a colon or quotes into quotes.") from None
    except ValueError as error:
        field = _unreadable(front)
        mend = _MENDS.get(field, "Mend that field.")
        raise ContentError(path, _line_of(front, field), f"'{field}' is wrong: {error}", mend) from None
    if not isinstance(data, dict):
        raise ContentError(path, 2, "the front matter holds no fields", "Write one field a line, as title: …")
    try:
        return Meta.model_validate(data)
    except ValidationError as error:
        first = min(error.errors(), key=lambda e: e["type"] != "extra_forbidden")
        field = str(first["loc"][0])
        line = _line_of(front, field)
        inner = first["loc"][-1] if len(first["loc"]) > 1 else None
        if inner is not None:
            what = f"'{field}' is wrong: {inner}: {first['msg']}"
        elif first["type"] == "missing":
            what = f"the front matter has no '{field}'"
        elif first["type"] == "extra_forbidden":
            raise ContentError(
                path, line, f"'{field}' is no field of the front matter", f"Known are {', '.join(_MENDS)}."
            ) from None
        else:
            what = f"'{field}' is wrong: {first['msg']}"
        raise ContentError(path, line, what, _MENDS[field]) from None


def _line_of(front: str, field: str) -> int:
    for number, line in enumerate(front.splitlines(), 2):
        if line.split(":")[0].strip() == field:
            return number
    return 1


def _unreadable(front: str) -> str:
    """The field whose value YAML takes for a day or a number that does not exist."""
    for line in front.splitlines():
        try:
            yaml.load(line, Loader=_Loader)
        except ValueError:
            return line.split(":")[0].strip()
        except yaml.YAMLError:
            continue
    return ""
