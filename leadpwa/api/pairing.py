"""Pairing a device by a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, request
from flask_limiter import Limiter

from leadpwa.api import body
from leadpwa.api.schemas import PairRequest, parse
from leadpwa.office.invitations import pair
from leadpwa.sync.clock import time_text

if TYPE_CHECKING:
    from leadpwa.api.factory import Services

FAILED_TRIES = "10 per minute"
WRONG_CODE_STATUS = 403


def blueprint(services: Services, limiter: Limiter) -> Blueprint:
    """`POST /pair`; only failed tries count against an address."""
    routes = Blueprint("pairing", __name__)

    @routes.post("/pair")
    @limiter.limit(FAILED_TRIES, deduct_when=lambda response: response.status_code == WRONG_CODE_STATUS)
    def pair_device() -> tuple[Response, int]:
        asked = parse(PairRequest, body.read_json(request))
        paired = pair(services.store, asked.code, asked.device.id, asked.device.name, services.clock)
        user, organisation = paired.user, services.organisation
        return (
            jsonify(
                token=paired.token,
                user={
                    "id": user.id,
                    "name": user.name,
                    "role": user.roles[0],
                    "roles": list(user.roles),
                    "dealer": user.dealer,
                },
                organisation={
                    "id": organisation.id,
                    "name": organisation.name,
                    "timezone": organisation.timezone,
                },
                recovery={"kid": services.keys.recovery_kid, "jwk": services.keys.recovery_public},
                known_key=services.keys.known_key(user.dealer),
                server_time=time_text(services.now_ms()),
            ),
            201,
        )

    return routes
