"""The Flask application: `/api/v1` over a store, and the frozen site beside it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, Response, request
from flask.json.provider import DefaultJSONProvider
from flask_limiter import Limiter

from leadpwa.api import (
    auth,
    dispatching,
    frozen,
    handover,
    leads,
    pairing,
    peer,
    people,
    problems,
    schema,
    status,
    syncing,
    watching,
)
from leadpwa.api.options import Options
from leadpwa.domain.lead import Place
from leadpwa.domain.rules import Rules
from leadpwa.office import dispatch
from leadpwa.office.follow import followers
from leadpwa.office.organisation import Keys, Organisation
from leadpwa.office.server_changes import Clock
from leadpwa.store.protocol import Store
from leadpwa.sync.batch import Follow
from leadpwa.sync.orders import Desk
from leadpwa.sync.project import Day

WORTH_PACKING_BYTES = 1024
HALF_CHARACTER = re.compile("[\ud800-\udfff]")
PACKED_TYPES = ("application/json", "application/problem+json", "text/")


@dataclass(frozen=True, slots=True)
class Services:
    """What the application works with; time is passed in."""

    store: Store
    organisation: Organisation
    keys: Keys
    rules: Rules
    now_ms: Callable[[], int]
    dist: Path | None = None
    allowed_origins: tuple[str, ...] = ()
    # Where the pages look for the API, where that is not here: the header must allow what the pages' own policy does.
    api_origin: str = ""
    options: Options = field(default_factory=Options)
    cities: Mapping[str, Place] = field(default_factory=dict)

    @property
    def clock(self) -> Clock:
        """The clock of changes that the server makes itself."""
        return Clock(self.now_ms, self.organisation.node)

    @property
    def desk(self) -> Desk:
        """By what orders are judged."""
        return Desk(self.organisation.timezone, self.rules)

    @property
    def follow(self) -> Follow:
        """What the server does after a change."""
        return followers(self.keys.recogniser(self.organisation.node), self.desk)

    @property
    def dispatching(self) -> dispatch.Office:
        """What a dispatch run works with."""
        return dispatch.Office(self.desk, self.cities, self.clock, self.follow)

    @property
    def day(self) -> Day:
        """The organisation's local day."""
        zone = self.organisation.timezone
        return Day(datetime.fromtimestamp(self.now_ms() / 1000, ZoneInfo(zone)).date(), zone, self.rules)


class WireJson(DefaultJSONProvider):
    """JSON as text, not as escapes; but half a character, sent back as it came, has no text."""

    sort_keys = False
    compact = True

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        text = super().dumps(obj, **{**kwargs, "ensure_ascii": False})
        return super().dumps(obj, **kwargs) if HALF_CHARACTER.search(text) else text


def create_app(services: Services) -> Flask:
    """The application over these services."""
    app = Flask("leadpwa", static_folder=None)
    app.json = WireJson(app)
    limiter = Limiter(
        lambda: peer.address_of(request, services.options.trusted_proxies),
        app=app,
        storage_uri="memory://",
        strategy="moving-window",
        headers_enabled=True,
    )
    problems.init_app(app)
    auth.init_app(app, services)
    app.register_blueprint(watching.blueprint(services))
    app.register_blueprint(schema.blueprint(), url_prefix="/api/v1")
    for module in (status, syncing, people, leads, dispatching, handover):
        app.register_blueprint(module.blueprint(services), url_prefix="/api/v1")
    app.register_blueprint(pairing.blueprint(services, limiter), url_prefix="/api/v1")
    app.register_blueprint(frozen.blueprint(services))
    _share_with(app, services.allowed_origins)
    app.after_request(_pack)
    return app


def _pack(response: Response) -> Response:
    if (
        request.accept_encodings.quality("gzip") > 0
        and not response.direct_passthrough
        and "Content-Encoding" not in response.headers
        and response.content_type.startswith(PACKED_TYPES)
        and len(body := response.get_data()) > WORTH_PACKING_BYTES
    ):
        response.set_data(gzip.compress(body, compresslevel=5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response


def _share_with(app: Flask, origins: tuple[str, ...]) -> None:
    """Let pages on a static host of these origins use the API."""
    if not origins:
        return

    @app.after_request
    def _allow(response: Response) -> Response:
        origin = request.headers.get("Origin", "")
        if origin in origins and request.path.startswith("/api/"):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Headers"] = "authorization, content-type, content-encoding"
            response.headers["Access-Control-Allow-Methods"] = "GET, POST, PATCH, HEAD"
            response.vary.add("Origin")
        return response
