"""From which address a request comes: the peer's, or what a trusted proxy says of its own peer."""

from __future__ import annotations

import ipaddress

from flask import Request

NOWHERE = "0.0.0.0"


def address_of(request: Request, trusted: frozenset[str]) -> str:
    """The address to count by. Only the last hop is believed: what stands before it the client wrote itself."""
    peer = request.remote_addr or NOWHERE
    if peer not in trusted:
        return peer
    last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return last if _is_address(last) else peer


def is_here(address: str) -> bool:
    """Whether it is this machine."""
    return _is_address(address) and ipaddress.ip_address(address).is_loopback


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
