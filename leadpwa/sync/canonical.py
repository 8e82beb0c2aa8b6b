"""The one text of a JSON value (RFC 8785): by it contents are compared and ties are broken."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import rfc8785

from leadpwa.json_types import Json

# A mutation's `stamp` is a note of the clock's correction beside it and no part of what was meant.
NOT_CONTENTS = "stamp"
GREATEST_INTEGER = 2**53


def text(value: Json) -> bytes:
    """The canonical UTF-8 text of a value that has passed the wire's checks of numbers and strings."""
    try:
        return rfc8785.dumps(value)
    except rfc8785.IntegerDomainError:
        return rfc8785.dumps(_plain(value))


def _plain(value: Json) -> Any:
    """The value with ±2⁵³ as the double that it is: the library's integers end one below."""
    if isinstance(value, int) and abs(value) == GREATEST_INTEGER:
        return float(value)
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value


def digest(mutation: Mapping[str, Json]) -> str | None:
    """A fingerprint of a mutation's contents, None where they have no canonical text and so equal nothing."""
    try:
        body = text({key: value for key, value in mutation.items() if key != NOT_CONTENTS})
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError):
        return None
    return hashlib.sha256(body).hexdigest()[:32]
