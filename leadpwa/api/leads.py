"""One lead: its history, and erasing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, request

from leadpwa.api import auth
from leadpwa.errors import Refused
from leadpwa.office.erase import erase
from leadpwa.office.history import history
from leadpwa.store.protocol import RECORD, Key
from leadpwa.sync.around import around
from leadpwa.sync.people import ADMIN, HQ, MANAGER, may_see
from leadpwa.sync.record import DELETED, from_row

if TYPE_CHECKING:
    from leadpwa.api.factory import Services


def blueprint(services: Services) -> Blueprint:
    """`/leads/{id}/…`."""
    routes = Blueprint("leads", __name__)

    @routes.get("/leads/<id_>/history")
    def lead_history(id_: str) -> Response:
        user = auth.user()
        with services.store.reading() as reading:
            row = reading.get(Key(RECORD, id_))
            record = from_row(id_, row) if row is not None else None
            if record is None or record.kind != "lead" or not may_see(user, record.audiences):
                raise Refused("not_found", "There is no such lead.")
            consented = around(reading, record, None, user).consented
        entries = history(services.store, record, request.args.get("before"), consented=consented)
        if record.deleted and not user.has(MANAGER, HQ):
            entries = [entry for entry in entries if entry["field"] == DELETED]
        return jsonify(entries)

    @routes.post("/leads/<id_>/erase")
    def erase_lead(id_: str) -> Response:
        auth.user(ADMIN, HQ)
        recogniser = services.keys.recogniser(services.organisation.node)
        erase(services.store, id_, recogniser, services.desk, services.clock)
        return Response(status=204)

    return routes
