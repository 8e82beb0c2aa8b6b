"""Making a store: a real organisation's, or the demo's."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from cryptography.hazmat.primitives.asymmetric import ec

from leadpwa.errors import LeadpwaError, StoreError
from leadpwa.json_types import Doc
from leadpwa.office.server_changes import Clock, record_changed
from leadpwa.store import journal
from leadpwa.store.embedded import EmbeddedStore
from leadpwa.store.folder import VERSION, DataFolder, write_json
from leadpwa.store.overlay import Overlay
from leadpwa.store.protocol import Decision, View
from leadpwa.store.state import State
from leadpwa.sync.ids import uuid7
from leadpwa.sync.known import Recogniser
from leadpwa.sync.ledger import Ledger, replay


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who keeps this store."""

    id: str
    name: str
    timezone: str
    epoch: str
    node: str
    demo: bool


def organisation_of(identity: Mapping[str, object]) -> Organisation:
    """The organisation that `store.json` names."""
    return Organisation(
        id=str(identity["id"]),
        name=str(identity["name"]),
        timezone=str(identity["timezone"]),
        epoch=str(identity["epoch"]),
        node=str(identity["node"]),
        demo=bool(identity.get("demo", False)),
    )


def make_store(
    folder: DataFolder, name: str, timezone: str, rules: Doc, now_ms: int, *, demo: bool = False
) -> None:
    """Make the folder, its keys and the first line of the journal.

    Raises:
        LeadpwaError: there is a store already, or what was left of one.
        StoreError: the folder can't be written.
    """
    if folder.holds_store:
        raise LeadpwaError(f"There is a store in {folder.path} already. It was left as it is.")
    if folder.holds_remains:
        raise LeadpwaError(
            f"In {folder.path} there is what belongs to a store, but its {folder.identity.name} is gone. Nothing was "
            "made, so that nothing of it is overwritten. Put that file back from the newest backup, or name another "
            "folder with --data."
        )
    identity: Doc = {
        "version": VERSION,
        "id": uuid7(now_ms),
        "name": name,
        "timezone": timezone,
        "epoch": secrets.token_hex(8),
        "node": secrets.token_hex(8),
        "demo": demo,
    }
    try:
        folder.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.journal.mkdir(exist_ok=True, mode=0o700)
        write_json(folder.keys, _new_keys())
        _first_line(folder, identity, rules, now_ms)
        write_json(folder.identity, identity)
    except OSError as error:
        raise StoreError(
            f"The folder {folder.path} can't be written ({error.strerror}). No store was made. "
            "Give this user the right to write there, or name another folder with --data."
        ) from error


def _first_line(folder: DataFolder, identity: Doc, rules: Doc, now_ms: int) -> None:
    """Begin the journal with the rules, so that a store that was used can be told from one that never was."""
    opened = journal.Journal(folder.journal)
    view: View = Overlay(State(), opened.place, seq=0, greatest="")
    time = Clock(lambda: now_ms, cast(str, identity["node"]))
    ledger = Ledger(view, time.origin())
    record_changed(ledger, "rules", "rules", rules, time)
    decision: Decision[None] = ledger.decision(None)
    assert decision.line is not None
    opened.append([journal.encode({"n": 0, **decision.line})])
    opened.close()


def open_store(folder: DataFolder) -> EmbeddedStore:
    """Open the store of a folder for this process.

    Raises:
        StoreError: see `EmbeddedStore`.
    """
    return EmbeddedStore(folder, replay)


def keep_rules(store: EmbeddedStore, rules: Doc, time: Clock) -> None:
    """Make the store's `rules` record the file that this server runs by."""

    def decide(view: View) -> Decision[None]:
        ledger = Ledger(view, time.origin())
        standing = ledger.record("rules")
        if standing is None or standing.fields.get("hash") != rules["hash"]:
            record_changed(ledger, "rules", "rules", rules, time)
        return ledger.decision(None)

    store.transact(decide)


@dataclass(frozen=True, slots=True)
class Keys:
    """The organisation's secrets: what phones get of them at pairing is derived here."""

    recovery_kid: str
    recovery_public: Doc
    known_secret: bytes
    recovery_private: ec.EllipticCurvePrivateKey

    def known_key(self, dealer: str | None) -> str:
        """The key by which a dealer's phones recognise each other's customers."""
        raw = hashlib.blake2b((dealer or "").encode(), key=self.known_secret, digest_size=32).digest()
        return _base64url(raw)

    def recogniser(self, node: str) -> Recogniser:
        """By which the server makes the `known` records of leads."""
        return Recogniser(node, lambda dealer: base64.urlsafe_b64decode(self.known_key(dealer) + "="))


def read_keys(folder: DataFolder) -> Keys:
    """The keys of a store.

    Raises:
        StoreError: the file is gone or unreadable.
    """
    try:
        document = json.loads(folder.keys.read_text())
        recovery = document["recovery"]
        public = {name: recovery["jwk"][name] for name in ("kty", "crv", "x", "y")}
        private = ec.derive_private_key(int.from_bytes(_raw(recovery["jwk"]["d"]), "big"), ec.SECP256R1())
        return Keys(recovery["kid"], public, bytes.fromhex(document["known_secret"]), private)
    except (OSError, ValueError, KeyError) as error:
        raise StoreError(
            f"The keys of the store, {folder.keys}, can't be read ({error}). Nothing was changed. "
            "Put the file back from the newest backup."
        ) from error


def _new_keys() -> Doc:
    private = ec.generate_private_key(ec.SECP256R1()).private_numbers()
    public = private.public_numbers
    jwk = {
        "kty": "EC",
        "crv": "P-256",
        "x": _base64url(public.x.to_bytes(32, "big")),
        "y": _base64url(public.y.to_bytes(32, "big")),
        "d": _base64url(private.private_value.to_bytes(32, "big")),
    }
    return {"recovery": {"kid": secrets.token_hex(8), "jwk": jwk}, "known_secret": secrets.token_hex(32)}


def _raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
