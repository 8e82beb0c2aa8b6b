"""Reading a request's body within limits: size before and after unpacking, UTF-8, JSON."""

from __future__ import annotations

import json
import zlib
from typing import NoReturn

from flask import Request

from leadpwa.errors import Refused
from leadpwa.json_types import Json

MOST_BYTES = 1024 * 1024
MOST_DIGITS = 20
GZIP_WINDOW = 31


class NotJson(Refused):
    """The body is no JSON at all: 400, nothing was looked at."""

    def __init__(self, why: str) -> None:
        super().__init__("invalid", f"The body {why}. Nothing was applied.")


def read_json(request: Request) -> Json:
    """The JSON value of a body, which may be gzipped.

    Raises:
        NotJson: not UTF-8, not JSON, an encoding that is not known.
        Refused: too_large.
    """
    if (request.content_length or 0) > MOST_BYTES:
        raise too_large()
    raw = request.stream.read(MOST_BYTES + 1)
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding == "gzip":
        raw = _unpack(raw)
    elif encoding != "identity":
        raise NotJson("has a content encoding that is not known here")
    if len(raw) > MOST_BYTES:
        raise too_large()
    try:
        value: Json = json.loads(raw.decode(), parse_int=_whole, parse_constant=_no_constant)
    except RecursionError:
        raise NotJson("is nested too deeply") from None
    except ValueError:
        raise NotJson("is not JSON in UTF-8") from None
    return value


def too_large() -> Refused:
    """The refusal of what is over a limit."""
    return Refused(
        "too_large", "This is more than one request may carry. Nothing was applied; send less at a time."
    )


def _unpack(raw: bytes) -> bytes:
    unpacker = zlib.decompressobj(GZIP_WINDOW)
    try:
        plain = unpacker.decompress(raw, MOST_BYTES + 1)
    except zlib.error:
        raise NotJson("is not gzip, though it says so") from None
    if len(plain) <= MOST_BYTES and not unpacker.eof:
        raise NotJson("is gzip that was cut off")
    return plain


def _whole(text: str) -> int | float:
    # Far beyond what is allowed anyway; converting millions of digits would cost minutes.
    return int(text) if len(text) <= MOST_DIGITS else float("inf")


def _no_constant(text: str) -> NoReturn:
    raise ValueError(text)
