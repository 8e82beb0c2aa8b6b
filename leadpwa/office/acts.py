"""What the command line can ask of a store, whether a server has it open or the command opens it itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import cast

from leadpwa.json_types import Doc, Json
from leadpwa.office import demo, devices, dispatch
from leadpwa.office.backup import backup
from leadpwa.office.erase import erase
from leadpwa.office.handover import Package, hand_in
from leadpwa.office.invitations import Invitee, invite
from leadpwa.office.organisation import Keys, Organisation
from leadpwa.office.server_changes import Clock
from leadpwa.store.embedded import EmbeddedStore
from leadpwa.store.protocol import RECORD, Store
from leadpwa.sync.clock import time_text


@dataclass(frozen=True, slots=True)
class Office:
    """The store, whose it is, and the time."""

    store: Store
    organisation: Organisation
    clock: Clock
    # Where a running server answers, for links.
    address: str | None = None
    keys: Keys | None = None
    # Made when it is asked for: most commands need no rules.
    dispatching: Callable[[], dispatch.Office] | None = None


DEVICE_FIELDS = ("id", "name", "user", "role", "dealer", "last_seen", "revoked_at")

Act = Callable[[Office, Mapping[str, Json]], Json]


def _invite(office: Office, asked: Mapping[str, Json]) -> Json:
    invitee = Invitee(
        role=cast(str, asked["role"]),
        dealer=cast("str | None", asked.get("dealer")),
        name=cast("str | None", asked.get("name")),
        user=cast("str | None", asked.get("user")),
    )
    made = invite(office.store, invitee, cast(int, asked["minutes"]), office.clock)
    return {"code": made.code, "expires_at": time_text(made.expires_ms), "address": office.address}


def _devices(office: Office, _: Mapping[str, Json]) -> Json:
    return [device_document(device) for device in devices.list_devices(office.store)]


def device_document(device: devices.Device) -> Doc:
    """A device as the command line and the wire show it."""
    document = asdict(device)
    return {name: document[name] for name in DEVICE_FIELDS}


def _revoke(office: Office, asked: Mapping[str, Json]) -> Json:
    devices.revoke(office.store, cast(str, asked["device"]), office.clock, wipe=asked.get("wipe") is True)
    return {"revoked": asked["device"]}


def _erase(office: Office, asked: Mapping[str, Json]) -> Json:
    assert office.keys is not None, "who opens a store reads its keys"
    assert office.dispatching is not None, "who opens a store knows the rules"
    recogniser = office.keys.recogniser(office.organisation.node)
    done = erase(office.store, cast(str, asked["lead"]), recogniser, office.dispatching().desk, office.clock)
    return {"erased": done.lead, "phones_to_reach": done.phones}


def _dispatch(office: Office, asked: Mapping[str, Json]) -> Json:
    assert office.dispatching is not None, "who opens a store knows the rules"
    on = asked.get("on")
    day = date.fromisoformat(on) if isinstance(on, str) else None
    wish = dispatch.Asked(dry_run=asked.get("dry_run") is True, on=day)
    return dispatch.run(office.store, office.dispatching(), wish)


def _import_outbox(office: Office, asked: Mapping[str, Json]) -> Json:
    assert office.keys is not None, "who opens a store reads its keys"
    assert office.dispatching is not None, "who opens a store knows the rules"
    package = Package(*(str(asked[name]) for name in ("device", "body", "mac")))
    follow, now_ms = office.dispatching().follow, office.clock.now_ms()
    results = hand_in(office.store, package, None, office.keys, follow, now_ms, lambda _: None)
    counts = {
        status: sum(r.status == status for r in results) for status in ("applied", "duplicate", "refused")
    }
    wrong: list[Json] = [
        {"id": r.id, "code": r.refused.code, "message": r.refused.message}
        for r in results
        if r.refused is not None
    ]
    return {
        "new": counts["applied"],
        "duplicate": counts["duplicate"],
        "wrong": counts["refused"],
        "refused": wrong,
    }


def _backup(office: Office, asked: Mapping[str, Json]) -> Json:
    return backup(cast(EmbeddedStore, office.store), Path(str(asked["file"])))


def _fill_demo(office: Office, asked: Mapping[str, Json]) -> Json:
    made = demo.fill(office.store, cast(int, asked["dealers"]), office.clock)
    with office.store.reading() as reading:
        leads = sum(row["kind"] == "lead" for _, row in reading.rows(RECORD))
    answer: Doc = {
        "organisation": office.organisation.name,
        "dealers": list(made.dealers),
        "users": list(made.users),
    }
    return {**answer, "leads": leads}


ACTS: Mapping[str, Act] = {
    "invite": _invite,
    "devices": _devices,
    "revoke": _revoke,
    "demo": _fill_demo,
    "erase": _erase,
    "dispatch": _dispatch,
    "import_outbox": _import_outbox,
    "backup": _backup,
}
