"""The `known` records: by them a dealer's phones spot a colleague's customer with no network.

One for each lead that has a dealer, a mobile and consent. It carries the first bits of a keyed hash of the number,
never the number or a whole hash: those can be turned back.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass

from leadpwa.domain.phones import e164
from leadpwa.json_types import Doc
from leadpwa.sync import clock, groups
from leadpwa.sync.around import owner_name
from leadpwa.sync.ids import uuid7
from leadpwa.sync.ledger import Ledger
from leadpwa.sync.record import Record

TAG_HEX_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Recogniser:
    """The server's node, and the key that a dealer's phones were given at pairing."""

    node: str
    key_of: Callable[[str | None], bytes]

    def tag(self, dealer: str, mobile: str) -> str:
        """The first 24 bits, in hex."""
        return hmac.new(self.key_of(dealer), mobile.encode(), hashlib.sha256).hexdigest()[:TAG_HEX_DIGITS]

    def id_of(self, lead: str, dealer: str) -> str:
        """The id of the record of a lead at a dealer: its own, and not to be told from any other."""
        digits = hmac.new(self.key_of(None), f"{dealer}/{lead}".encode(), hashlib.sha256).hexdigest()
        variant = "89ab"[int(digits[16], 16) % 4]
        return f"{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"


def follow(ledger: Ledger, before: Record | None, after: Record, recogniser: Recogniser, now_ms: int) -> None:
    """Bring the records of a changed lead, and of those merged with it, up to date."""
    if after.kind != "lead":
        return
    former = before.fields.get("dealer") if before is not None else None
    if isinstance(former, str) and former != after.fields.get("dealer"):
        _forget(ledger, recogniser.id_of(after.id, former), recogniser, now_ms)
    group = groups.members(ledger, after)
    for lead in group.values():
        _bring_up(ledger, lead, group, recogniser, now_ms)


def _bring_up(
    ledger: Ledger, lead: Record, group: dict[str, Record], recogniser: Recogniser, now_ms: int
) -> None:
    dealer, mobile = lead.fields.get("dealer"), lead.fields.get("mobile")
    if not isinstance(dealer, str):
        return
    id_ = recogniser.id_of(lead.id, dealer)
    called = e164(mobile) if isinstance(mobile, str) else None
    given = groups.consents(group.values(), "consent_contact")
    if called is None or not given or lead.deleted or groups.survivor(ledger, lead).id != lead.id:
        _forget(ledger, id_, recogniser, now_ms)
        return
    fields: Doc = {
        "tag": recogniser.tag(dealer, called),
        "owner_name": owner_name(ledger, lead),
        "state": "customer" if isinstance(lead.fields.get("signed_on"), str) else "open",
        "dealer": dealer,
    }
    standing = ledger.record(id_)
    if standing is not None and standing.deleted:
        _enter(ledger, id_, {"restore": True}, recogniser, now_ms)
    if standing is None or standing.fields != fields:
        _enter(ledger, id_, {"patch": fields}, recogniser, now_ms)


def _forget(ledger: Ledger, id_: str, recogniser: Recogniser, now_ms: int) -> None:
    standing = ledger.record(id_)
    if standing is not None and not standing.deleted:
        emptied: Doc = {"tag": None, "owner_name": None, "state": None}
        _enter(ledger, id_, {"patch": emptied}, recogniser, now_ms)
        _enter(ledger, id_, {"delete": True}, recogniser, now_ms)


def _enter(ledger: Ledger, id_: str, act: Doc, recogniser: Recogniser, now_ms: int) -> None:
    stamp = clock.server_stamp(now_ms, ledger.greatest, recogniser.node)
    mutation: Doc = {"id": uuid7(now_ms), "kind": "known", "record": id_, "hlc": str(stamp), **act}
    ledger.enter(mutation, stamp, {})
