"""One round trip: take what the phone sends, give what it does not have yet."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from flask import Blueprint, Response, jsonify, request

from leadpwa.api import auth, body, problems
from leadpwa.api.schemas import MOST_MUTATIONS, SyncRequest, parse
from leadpwa.errors import Refused, StoreError
from leadpwa.json_types import Doc, Json
from leadpwa.office.contact import note_contact
from leadpwa.office.dispatch import Asked, run
from leadpwa.store.protocol import RECORD, Key
from leadpwa.sync import feed
from leadpwa.sync.around import Around
from leadpwa.sync.batch import Received, Result, take
from leadpwa.sync.clock import instant_ms, offset_ms, time_text
from leadpwa.sync.identity import sender_now
from leadpwa.sync.mutation import MOST_BYTES
from leadpwa.sync.people import HQ, User
from leadpwa.sync.project import project
from leadpwa.sync.record import Record

if TYPE_CHECKING:
    from leadpwa.api.factory import Services

# The rest of an answer: epoch, cursor, time.
ENVELOPE_BYTES = 1024
LEAST_CLIENT = (0, 1, 0)
CLIENT = re.compile(r"leadpwa/(\d{1,6})\.(\d{1,6})\.(\d{1,6})", re.ASCII)


def blueprint(services: Services) -> Blueprint:
    """`POST /sync`."""
    routes = Blueprint("syncing", __name__)
    follow = services.follow

    @routes.post("/sync")
    def sync() -> Response:
        head_ms = request.environ.get("leadpwa.head_ms") or services.now_ms()
        asked = parse(SyncRequest, body.read_json(request))
        _check_client(asked.client)
        _check_sizes(asked)
        sender = auth.sender()
        with services.store.reading() as reading:
            user = sender_now(reading, sender)
        note_contact(
            services.store, sender, services.now_ms(), offset_ms(instant_ms(asked.client_now), head_ms)
        )
        feed.check_cursor(services.store, user, asked.epoch, asked.cursor)
        received = Received(head_ms, services.now_ms(), instant_ms(asked.client_now), asked.rules)
        results = take(services.store, sender, asked.mutations, received, follow) if asked.mutations else []
        _dispatch_on_receipt(services, user, asked.mutations, results)
        day = services.day

        def shown(record: Record, viewer: User, about: Around) -> Doc:
            return project(record, viewer, about, day)

        answers = [result_document(result) for result in results]
        room = feed.MOST_BYTES - len(json.dumps(answers, ensure_ascii=False).encode(errors="replace"))
        start = feed.Start(asked.cursor, services.now_ms())
        page = feed.page(services.store, user, start, asked.limit, shown, room - ENVELOPE_BYTES)
        return jsonify(
            results=answers,
            changes=page.changes,
            gone=page.gone,
            epoch=feed.epoch_of(services.store.epoch, user),
            cursor=page.cursor,
            more=page.more,
            server_time=time_text(services.now_ms()),
        )

    return routes


def _dispatch_on_receipt(services: Services, user: User, sent: list[Any], results: list[Result]) -> None:
    """Give out what became due by this batch: a lead of head office, logged or confirmed by those who see all."""
    if not user.has(HQ):
        return
    applied = [raw for raw, result in zip(sent, results, strict=False) if result.status == "applied"]
    ids = [raw["record"] if raw["kind"] == "lead" else raw.get("patch", {}).get("lead") for raw in applied]
    with services.store.reading() as reading:
        rows = {id_: reading.get(Key(RECORD, id_)) for id_ in ids if isinstance(id_, str)}
        due = [
            id_ for id_, row in rows.items() if row is not None and "dealer" not in cast(Doc, row["fields"])
        ]
    if due:
        with suppress(StoreError):
            run(services.store, services.dispatching, Asked(leads=due))


def _check_client(client: str) -> None:
    match = CLIENT.fullmatch(client)
    if match is not None and tuple(int(part) for part in match.groups()) < LEAST_CLIENT:
        raise Refused(
            "upgrade", "This version of the app is too old. Unsent work stays on the phone; update the app."
        )


def _check_sizes(asked: SyncRequest) -> None:
    if len(asked.mutations) > MOST_MUTATIONS:
        raise body.too_large()
    check_mutation_sizes(asked.mutations)


def check_mutation_sizes(mutations: Sequence[Json]) -> None:
    """Raises too_large where one mutation is over the limit."""
    for mutation in mutations:
        try:
            text = json.dumps(mutation, ensure_ascii=False, separators=(",", ":"))
        except RecursionError:
            raise body.NotJson("is nested too deeply") from None
        if len(text.encode(errors="surrogatepass")) > MOST_BYTES:
            raise body.too_large()


def result_document(result: Result) -> Doc:
    """What became of one mutation, as the wire says it."""
    answer: Doc = {"id": result.id, "status": result.status}
    if result.stamp is not None:
        answer["clamped"] = True
        answer["stamp"] = result.stamp
    if result.refused is not None:
        if result.refused.retry:
            answer["retry"] = True
        answer["problem"] = problems.describe(result.refused, problems.status_of(result.refused))
    return answer
