"""Identifiers: UUIDs on the wire, codes for dealers and events."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

Random = Callable[[int], bytes]


def is_uuid(text: object) -> bool:
    """Whether `text` is a UUID in its lower-case canonical form, of any version."""
    return isinstance(text, str) and UUID.fullmatch(text) is not None


def uuid7(now_ms: int, random: Random = secrets.token_bytes) -> str:
    """A UUID that sorts by time (RFC 9562, version 7)."""
    bits = int.from_bytes(random(10), "big")
    value = (now_ms & (1 << 48) - 1) << 80
    value |= 0x7 << 76 | (bits >> 62 & 0xFFF) << 64
    value |= 0b10 << 62 | bits & (1 << 62) - 1
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
