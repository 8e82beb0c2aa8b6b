"""`POST /handover`: another phone's unsent work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, request

from leadpwa.api import auth, body
from leadpwa.api.schemas import HandoverRequest, parse
from leadpwa.api.syncing import check_mutation_sizes, result_document
from leadpwa.office.handover import Carrier, Package, hand_in
from leadpwa.sync.clock import time_text

if TYPE_CHECKING:
    from leadpwa.api.factory import Services


def blueprint(services: Services) -> Blueprint:
    """`POST /handover`, for anybody paired."""
    routes = Blueprint("handover", __name__)
    follow = services.follow

    @routes.post("/handover")
    def handover() -> Response:
        asked = parse(HandoverRequest, body.read_json(request))
        package = Package(asked.device, asked.body, asked.mac)
        carrier = Carrier(auth.user(), auth.sender().device)
        results = hand_in(
            services.store, package, carrier, services.keys, follow, services.now_ms(), check_mutation_sizes
        )
        return jsonify(
            results=[result_document(result) for result in results], server_time=time_text(services.now_ms())
        )

    return routes
