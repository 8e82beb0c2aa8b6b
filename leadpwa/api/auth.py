"""Who asks: judged before the path, so that without a token even an unknown path is 401."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Flask, Response, g, request

from leadpwa.errors import Refused
from leadpwa.sync.identity import Sender, sender_now, sender_of
from leadpwa.sync.people import User

if TYPE_CHECKING:
    from leadpwa.api.factory import Services

OPEN = frozenset({"/api/v1/status", "/api/v1/pair", "/api/v1/openapi.json"})


def init_app(app: Flask, services: Services) -> None:
    """Judge the token of everything under /api that is not open."""

    @app.before_request
    def _judge() -> Response | None:
        if not request.path.startswith("/api/") or request.path in OPEN:
            return None
        if request.method == "OPTIONS":
            return Response(status=204)
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Refused("unauthorised", "This needs the token of a paired phone.")
        with services.store.reading() as reading:
            g.sender = sender_of(reading, token.strip(), services.now_ms(), services.options.token_days)
            g.user = sender_now(reading, g.sender)
        return None


def sender() -> Sender:
    """The sender of the request that is being answered."""
    return cast(Sender, g.sender)


def user(*roles: str) -> User:
    """The user of the request, who must have one of these roles where any is named.

    Raises:
        Refused: not_allowed.
    """
    found = cast(User, g.user)
    if roles and not found.has(*roles):
        raise Refused("not_allowed", "Your role does not have this.")
    return found
