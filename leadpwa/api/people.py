"""Users, dealers, events, devices and invitations, for managers and administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, request

from leadpwa.api import auth, body
from leadpwa.api.people_schemas import (
    ChangedDealer,
    ChangedEvent,
    ChangedUser,
    InvitationRequest,
    NewDealer,
    NewEvent,
    NewUser,
)
from leadpwa.api.schemas import parse
from leadpwa.errors import LeadpwaError, Refused
from leadpwa.office import devices, people
from leadpwa.office.acts import device_document
from leadpwa.office.invitations import Invitee, invite
from leadpwa.sync.clock import time_text
from leadpwa.sync.ids import uuid7
from leadpwa.sync.people import ADMIN, ADVISOR, MANAGER

if TYPE_CHECKING:
    from leadpwa.api.factory import Services

CREATED = 201
KINDS = {"users": "user", "dealers": "dealer", "events": "event"}


def blueprint(services: Services) -> Blueprint:
    """The endpoints over people and reference records."""
    routes = Blueprint("people", __name__)
    store = services.store

    @routes.get("/users", defaults={"what": "users"})
    @routes.get("/dealers", defaults={"what": "dealers"})
    @routes.get("/events", defaults={"what": "events"})
    def list_all(what: str) -> Response:
        by = auth.user(MANAGER, ADMIN)
        return jsonify(people.list_kind(store, KINDS[what], by))

    @routes.post("/users")
    def add_user() -> tuple[Response, int]:
        by = auth.user(MANAGER, ADMIN)
        asked = parse(NewUser, body.read_json(request))
        id_ = asked.id or uuid7(services.now_ms())
        fields = asked.fields({"dealer": by.dealer} if not by.has(ADMIN) else {})
        return jsonify(people.add_user(store, id_, fields, by, services.clock)), CREATED

    @routes.patch("/users/<id_>")
    def change_user(id_: str) -> Response:
        by = auth.user(MANAGER, ADMIN)
        asked = parse(ChangedUser, body.read_json(request))
        return jsonify(people.change_user(store, id_, asked.fields(), by, services.clock))

    @routes.post("/dealers")
    def add_dealer() -> tuple[Response, int]:
        auth.user(ADMIN)
        asked = parse(NewDealer, body.read_json(request))
        fields = asked.fields({"active": True, "models": []})
        made = people.change_reference(store, "dealer", asked.code, fields, services.clock, new=True)
        return jsonify(made), CREATED

    @routes.post("/events")
    def add_event() -> tuple[Response, int]:
        auth.user(ADMIN)
        asked = parse(NewEvent, body.read_json(request))
        made = people.change_reference(store, "event", asked.id, asked.fields(), services.clock, new=True)
        return jsonify(made), CREATED

    @routes.patch("/dealers/<id_>")
    def change_dealer(id_: str) -> Response:
        auth.user(ADMIN)
        fields = parse(ChangedDealer, body.read_json(request)).fields()
        return jsonify(people.change_reference(store, "dealer", id_, fields, services.clock, new=False))

    @routes.patch("/events/<id_>")
    def change_event(id_: str) -> Response:
        auth.user(ADMIN)
        fields = parse(ChangedEvent, body.read_json(request)).fields()
        return jsonify(people.change_reference(store, "event", id_, fields, services.clock, new=False))

    @routes.get("/devices")
    def list_devices() -> Response:
        by = auth.user(MANAGER, ADMIN)
        return jsonify([device_document(device) for device in devices.list_devices(store, by)])

    @routes.post("/devices/<id_>/revoke")
    def revoke(id_: str) -> Response:
        by = auth.user()
        if id_ != auth.sender().device and not by.has(MANAGER, ADMIN) and not _is_own(id_):
            raise Refused("not_allowed", "A manager or an administrator takes another's phone off.")
        devices.revoke(store, id_, services.clock, by)
        return Response(status=204)

    def _is_own(id_: str) -> bool:
        return any(device.id == id_ for device in devices.list_devices(store, auth.user()))

    @routes.post("/invitations")
    def invitations() -> tuple[Response, int]:
        by = auth.user(MANAGER, ADMIN)
        asked = parse(InvitationRequest, body.read_json(request))
        dealer = asked.dealer if asked.dealer is not None or by.has(ADMIN) else by.dealer
        minutes = asked.minutes or services.rules.value("phone.invitation_minutes")
        invitee = Invitee(asked.role or ADVISOR, dealer, asked.name, asked.user)
        try:
            made = invite(store, invitee, minutes, services.clock, by)
        except Refused:
            raise
        except LeadpwaError as error:
            raise Refused("invalid", str(error)) from None
        base = (services.options.public_url or request.host_url).rstrip("/")
        answer = {
            "code": made.code,
            "url": f"{base}/app/#pair={made.code}",
            "expires_at": time_text(made.expires_ms),
            "user": made.user,
        }
        return jsonify(answer), CREATED

    return routes
