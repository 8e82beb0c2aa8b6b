"""A page's file taken apart: its front matter, checked, and the Markdown below it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from leadpwa.errors import ContentError
from leadpwa.site.meta import MENDS, Meta

_Fast: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Fast):  # type: ignore[misc]
    """YAML lets a field stand twice and takes the last; here that is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a list is no field", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key.value} stands twice", key.start_mark
                )
            seen.add(key.value)
        found: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return found


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
    except yaml.YAMLError as error:
        raise ContentError(path, *_unread(error, front)) from None
    except ValueError as error:
        field = _unreadable(front)
        mend = MENDS.get(field, "Mend that field.")
        raise ContentError(path, _line_of(front, field), f"'{field}' is wrong: {error}", mend) from None
    if not isinstance(data, dict):
        raise ContentError(path, 2, "the front matter holds no fields", "Write one field a line, as title: …")
    try:
        return Meta.model_validate({str(key): value for key, value in data.items()})
    except ValidationError as error:
        raise ContentError(path, *_unfit(error, front)) from None


def _unread(error: yaml.YAMLError, front: str) -> tuple[int, str, str]:
    """Line, what and mend of text that is no YAML."""
    if isinstance(error, yaml.MarkedYAMLError):
        line = (error.problem_mark.line if error.problem_mark else 0) + 2
        mend = "Put text that holds a colon or quotes into quotes, and write each field once."
        return line, f"the front matter is no YAML ({error.problem})", mend
    # The reader counts characters, in bytes or not: the sign itself is looked for.
    sign = getattr(error, "character", "")
    sign = chr(sign) if isinstance(sign, int) else str(sign)
    line = front.count("\n", 0, max(front.find(sign), 0)) + 2 if sign else 2
    return line, f"the front matter holds a sign that can't be read ({sign!r})", "Take it out."


def _unfit(error: ValidationError, front: str) -> tuple[int, str, str]:
    """Line, what and mend of a field that is missing, unknown or wrong."""
    first = min(error.errors(), key=lambda e: e["type"] != "extra_forbidden")
    field = str(first["loc"][0])
    line = _line_of(front, field)
    if len(first["loc"]) > 1:
        return line, f"'{field}' is wrong: {first['loc'][-1]}: {first['msg']}", MENDS[field]
    if first["type"] == "missing":
        return line, f"the front matter has no '{field}'", MENDS[field]
    if first["type"] == "extra_forbidden":
        return line, f"'{field}' is no field of the front matter", f"Known are {', '.join(MENDS)}."
    return line, f"'{field}' is wrong: {first['msg']}", MENDS[field]


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
