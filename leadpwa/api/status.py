"""Is it there, which version, what time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify

from leadpwa import __version__
from leadpwa.sync.clock import time_text

if TYPE_CHECKING:
    from leadpwa.api.factory import Services


def blueprint(services: Services) -> Blueprint:
    """`GET /status`."""
    routes = Blueprint("status", __name__)

    @routes.get("/status")
    def status() -> Response:
        return jsonify(ok=True, version=__version__, time=time_text(services.now_ms()))

    return routes
