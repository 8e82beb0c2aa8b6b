"""Who asks: judged before the path, so that without a token even an unknown path is 401."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Flask, Response, g, request

from leadpwa.errors import Refused
from leadpwa.sync.identity import Sender, sender_of

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
            g.sender = sender_of(reading, token.strip())
        return None


def sender() -> Sender:
    """The sender of the request that is being answered."""
    return cast(Sender, g.sender)
