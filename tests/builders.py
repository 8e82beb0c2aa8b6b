"""Builders: the least that a test must say to have a record, a mutation, a running office."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from leadpwa.api.factory import Services, create_app
from leadpwa.domain.cities import load_cities
from leadpwa.domain.rules import load_rules, to_wire
from leadpwa.office import demo, devices
from leadpwa.office.invitations import Invitee, invite
from leadpwa.office.organisation import make_store, open_store, organisation_of, read_keys
from leadpwa.office.server_changes import Clock
from leadpwa.store.embedded import EmbeddedStore
from leadpwa.store.folder import DataFolder
from leadpwa.sync.clock import time_text
from leadpwa.sync.ids import uuid7

ROOT = Path(__file__).resolve().parent.parent
JSON_TYPE = "application/json"
NOON = 1_795_492_800_000  # 2026-11-24T04:00:00Z, noon in Shanghai
GIVEN = {"given": True, "wording": "2026-1", "at": "2026-11-24T12:00:00+08:00", "how": "spoken"}
CAPTURED = {"source": "event", "captured_at": "2026-11-24T12:00:00+08:00"}

_numbers = itertools.count(1)


def an_id() -> str:
    """A UUID that no other call gives."""
    number = next(_numbers)
    return uuid7(NOON, lambda size: number.to_bytes(size, "big"))


def a_lead(**fields: Any) -> dict[str, Any]:
    """The patch of a lead with consent."""
    return {**CAPTURED, "mobile": "13800138000", "name": "张伟", "consent_contact": GIVEN, **fields}


@dataclass
class Time:
    """A clock that stands until it is moved."""

    ms: int = NOON

    def now_ms(self) -> int:
        return self.ms

    def pass_(self, *, seconds: float = 0, days: float = 0) -> None:
        self.ms += int(1000 * (seconds + days * 86_400))


@dataclass
class Phone:
    """A device as simple as can be: it sends what it is told and keeps the cursor that it is given."""

    client: FlaskClient
    time: Time
    token: str
    user: dict[str, Any]
    node: str
    error_ms: int = 0
    cursor: int = 0
    epoch: str | None = None
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    device: str = ""

    def mutation(self, record: str, *, kind: str = "lead", ago_ms: int = 0, **rest: Any) -> dict[str, Any]:
        """A mutation stamped by this phone's clock."""
        stamp = (
            f"{time_text(self.time.ms + self.error_ms - ago_ms)}-{next(_numbers) % 0xFFFF:04x}-{self.node}"
        )
        return {"id": an_id(), "kind": kind, "record": record, "hlc": stamp, **rest}

    def post(self, mutations: list[Any] | None = None, **keys: Any) -> Any:
        """One request, as it is."""
        body = {
            "client": "leadpwa/9.9.9",
            "client_now": time_text(self.time.ms + self.error_ms),
            "epoch": self.epoch,
            "cursor": self.cursor,
            "mutations": [] if mutations is None else mutations,
            "limit": 500,
            **keys,
        }
        headers = {"Authorization": f"Bearer {self.token}"}
        # Escaped to ASCII, so that half a character can be sent as the wire allows it to be written.
        return self.client.post(
            "/api/v1/sync", data=json.dumps(body), content_type=JSON_TYPE, headers=headers
        )

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """One request to another endpoint, as it is."""
        headers = {"Authorization": f"Bearer {self.token}"}
        return self.client.open(f"/api/v1{path}", method=method, json=body, headers=headers)

    def send(self, *mutations: Any) -> list[dict[str, Any]]:
        """Push, without taking the answer's changes in; the results."""
        answer = self.post(list(mutations))
        assert answer.status_code == 200, answer.get_data(as_text=True)
        results: list[dict[str, Any]] = answer.json["results"]
        return results

    def log(self, **fields: Any) -> str:
        """Log a lead and send it; its id."""
        record = an_id()
        (result,) = self.send(self.mutation(record, patch=a_lead(**fields)))
        assert result["status"] == "applied", result
        return record

    def pull(self, limit: int = 500) -> dict[str, dict[str, Any]]:
        """Pull until nothing is left; what this phone holds then."""
        while True:
            answer = self.post(limit=limit)
            assert answer.status_code == 200, answer.get_data(as_text=True)
            for gone in answer.json["gone"]:
                self.records = {
                    id_: record
                    for id_, record in self.records.items()
                    if id_ != gone["id"] and record["fields"].get("lead") != gone["id"]
                }
            self.records.update({record["id"]: record for record in answer.json["changes"]})
            self.cursor, self.epoch = answer.json["cursor"], answer.json["epoch"]
            if not answer.json["more"]:
                return self.records


class Running:
    """A demo organisation in a folder, with the application over it."""

    def __init__(self, folder: Path, dealers: int = 2) -> None:
        self.time = Time()
        self.folder = DataFolder(folder)
        self.rules = load_rules(ROOT / "content" / "rules.toml")
        make_store(self.folder, "示范", "Asia/Shanghai", to_wire(self.rules), self.time.ms, demo=True)
        self.open()
        demo.fill(self.store, dealers, self.clock)

    def open(self) -> None:
        """Start, or start again."""
        self.store: EmbeddedStore = open_store(self.folder)
        organisation = organisation_of(self.store.identity)
        self.clock = Clock(self.time.now_ms, organisation.node)
        self.services = Services(
            self.store,
            organisation,
            read_keys(self.folder),
            self.rules,
            self.time.now_ms,
            cities=load_cities(ROOT / "content" / "cities.toml"),
        )
        self.client = create_app(self.services).test_client()

    def invite(self, role: str = "advisor", dealer: str | None = "D01", **rest: Any) -> str:
        """A pairing code."""
        return invite(self.store, Invitee(role, dealer, **rest), 15, self.clock).code

    def phone(self, role: str = "advisor", dealer: str | None = "D01", **rest: Any) -> Phone:
        """A paired phone of a new user."""
        device = {"id": an_id(), "name": "test"}
        answer = self.client.post(
            "/api/v1/pair", json={"code": self.invite(role, dealer, **rest), "device": device}
        )
        assert answer.status_code == 201, answer.get_data(as_text=True)
        node = f"{next(_numbers):016x}"
        return Phone(
            self.client, self.time, answer.json["token"], answer.json["user"], node, device=device["id"]
        )

    def revoke(self, phone: Phone) -> None:
        """Take the phone off."""
        found = next(d for d in devices.list_devices(self.store) if d.user == phone.user["id"])
        devices.revoke(self.store, found.id, self.clock)


Make = Callable[..., Running]
