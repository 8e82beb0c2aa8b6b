"""For those who watch the server: does it live, can it keep work, how much has it done."""

from __future__ import annotations

import threading
from collections import Counter
from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, request

from leadpwa import __version__
from leadpwa.api import peer
from leadpwa.errors import Refused
from leadpwa.store.protocol import DEVICE, RECORD
from leadpwa.sync.clock import time_text

if TYPE_CHECKING:
    from leadpwa.api.factory import Services

NOT_READY_STATUS = 503
TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8"


def blueprint(services: Services) -> Blueprint:
    """`GET /healthz`, `/readyz`, `/metrics`."""
    routes = Blueprint("watching", __name__)
    answered: Counter[int] = Counter()
    guard = threading.Lock()

    @routes.after_app_request
    def _count(response: Response) -> Response:
        with guard:
            answered[response.status_code] += 1
        return response

    @routes.get("/healthz")
    def health() -> Response:
        return jsonify(ok=True, version=__version__, time=time_text(services.now_ms()))

    @routes.get("/readyz")
    def ready() -> Response:
        well = services.store.takes_writes
        response = jsonify(ok=well, version=__version__, time=time_text(services.now_ms()))
        response.status_code = 200 if well else NOT_READY_STATUS
        return response

    @routes.get("/metrics")
    def metrics() -> Response:
        options = services.options
        if not options.open_metrics and not peer.is_here(peer.address_of(request, options.trusted_proxies)):
            raise Refused("not_allowed", "The figures are shown to this machine alone.")
        with services.store.reading() as reading:
            figures = {
                "leadpwa_seq": reading.seq,
                "leadpwa_records": reading.count(RECORD),
                "leadpwa_devices": reading.count(DEVICE),
            }
        lines = [f"# TYPE {name} gauge\n{name} {value}\n" for name, value in figures.items()]
        lines.append("# TYPE leadpwa_answers_total counter\n")
        with guard:
            lines += [
                f'leadpwa_answers_total{{status="{code}"}} {count}\n'
                for code, count in sorted(answered.items())
            ]
        return Response("".join(lines), content_type=TEXT_FORMAT)

    return routes
