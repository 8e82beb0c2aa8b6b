"""`POST /dispatch`: the run by rule, or head office's own choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, request

from leadpwa.api import auth, body
from leadpwa.api.people_schemas import DispatchRequest
from leadpwa.api.schemas import parse
from leadpwa.errors import Refused
from leadpwa.office.dispatch import Asked, run
from leadpwa.sync.people import HQ

if TYPE_CHECKING:
    from leadpwa.api.factory import Services


def blueprint(services: Services) -> Blueprint:
    """`POST /dispatch`, for head office."""
    routes = Blueprint("dispatching", __name__)

    @routes.post("/dispatch")
    def dispatch() -> Response:
        auth.user(HQ)
        asked = parse(DispatchRequest, body.read_json(request))
        if asked.dealer is not None and asked.leads is None:
            raise Refused("invalid", "A dealer is named for leads that are named.", path="leads")
        by_hand = asked.leads is not None
        wish = Asked(asked.leads, by_hand=by_hand, dealer=asked.dealer, dry_run=asked.dry_run)
        return jsonify(run(services.store, services.dispatching, wish))

    return routes
