"""Reads a file of JSON, and says in a person's words why it can't be read."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from leadpwa.errors import LeadpwaError

CURLY = "“”‘’＂"


def read(file: str) -> bytes:
    """The bytes of a file, or of standard input for `-`."""
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        mend = "Name a file that can be read, or - for standard input"
        raise LeadpwaError(f"{file}: can't be read ({error.strerror}). {mend}.") from None


def parsed(raw: bytes) -> Any:
    """The value that the bytes spell.

    Raises ValueError, with the sentence for a person, where they spell none.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8: save it as UTF-8") from None
    try:
        value = json.loads(text, parse_constant=_no_number)
        if "\\u" in text:
            # Half a character can be written as an escape; nothing could print it.
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise ValueError(_why(text, error)) from None
    return value


def _why(text: str, error: Exception) -> str:
    if not text.strip():
        return "is empty: it must hold JSON"
    at = text[error.pos : error.pos + 1] if isinstance(error, json.JSONDecodeError) else ""
    said = f"is no JSON that can be read: {error}"
    if at and at in CURLY:
        return f"{said}; {at} stands there, and JSON wants straight quotes"
    if text.lstrip()[0] not in '{["' and "," in text.splitlines()[0]:
        return f"{said}; it looks like a table, and JSON is wanted"
    return said


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
