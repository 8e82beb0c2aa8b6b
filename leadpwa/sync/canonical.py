"""The one text of a JSON value (RFC 8785): by it contents are compared and ties are broken."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import rfc8785

from leadpwa.json_types import Json

# A mutation's `stamp` is a note of the clock's correction beside it and no part of what was meant.
NOT_CONTENTS = "stamp"


def text(value: Json) -> bytes:
    """The canonical UTF-8 text of a value that has passed the wire's checks of numbers and strings."""
    return rfc8785.dumps(value)


def digest(mutation: Mapping[str, Json]) -> str | None:
    """A fingerprint of a mutation's contents, None where they have no canonical text and so equal nothing."""
    try:
        body = text({key: value for key, value in mutation.items() if key != NOT_CONTENTS})
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError):
        return None
    return hashlib.sha256(body).hexdigest()[:32]
