"""What may not be kept without consent is erased once the wait is over: the lead stays as a fact that names nobody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from typing import cast

from leadpwa.domain.calendar import add_days
from leadpwa.json_types import Doc
from leadpwa.office import orders
from leadpwa.office.server_changes import Clock
from leadpwa.store.protocol import HANGING, RECORD, WIPED, Decision, Key, Store, View
from leadpwa.sync import consequences, groups, withheld
from leadpwa.sync.around import Leads
from leadpwa.sync.ledger import Ledger
from leadpwa.sync.orders import Desk
from leadpwa.sync.record import Record

CONSENT = "consent_contact"


def wipe_what_waited(store: Store, desk: Desk, time: Clock) -> list[str]:
    """Erase the personal fields and free texts of leads that have waited long enough; their ids."""
    today = orders.today(desk, time.now_ms())
    latest = add_days(today, -desk.rules.consent.wait_days)
    with store.reading() as reading:
        leads = Leads(reading)
        ids = [id_ for id_, row in reading.rows(RECORD) if row["kind"] == "lead"]
        due = [
            id_
            for id_ in ids
            if (lead := leads.record(id_)) is not None and _since(leads, lead, desk) <= str(latest)
        ]
        unfinished = [id_ for id_, row in reading.rows(WIPED) if not row["scrubbed"]]

    def decide(view: View) -> Decision[list[str]]:
        ledger = Ledger(view, time.origin())
        wiped = [id_ for id_ in due if _wipe(ledger, id_, latest.isoformat(), desk)]
        return ledger.decision(wiped)

    wiped = store.transact(decide) if due else []
    for id_ in dict.fromkeys([*unfinished, *wiped]):
        with store.reading() as reading:
            hung = consequences.hanging(reading.get(Key(HANGING, id_)))
        records = frozenset([id_, *hung])
        store.scrub(records, partial(_scrubbed, records))
        store.transact(partial(_note_scrubbed, id_, time))
    return wiped


def _since(leads: groups.Leads, lead: Record, desk: Desk) -> str:
    """The day from which consent has been missing; after all days where it is not."""
    group = groups.members(leads, lead).values()
    return "~" if groups.consents(group, CONSENT) else _day(lead, group, desk)


def _day(lead: Record, group: Collection[Record], desk: Desk) -> str:
    refused = [
        one.stamps[CONSENT] for one in group if one.consent(CONSENT) is not True and CONSENT in one.stamps
    ]
    return desk.day(min(refused) if refused else lead.created.stamp).isoformat()


def _wipe(ledger: Ledger, id_: str, latest: str, desk: Desk) -> bool:
    """Take out what may not stay; whether there was anything."""
    lead = ledger.record(id_)
    if lead is None or _since(ledger, lead, desk) > latest:
        return False
    found = False
    for one in (lead, *orders.of_lead(ledger, id_, "activity")):
        fields = withheld.without(one.kind, one.fields)
        if fields.pop("withheld", None) is not None:
            ledger.rewrite(replace(one, fields=fields, stamps=withheld.stamps_without(one.stamps)))
            found = True
    if found:
        ledger.put_wiped(id_, scrubbed=False)
    return found


def _note_scrubbed(id_: str, time: Clock, view: View) -> Decision[None]:
    ledger = Ledger(view, time.origin())
    ledger.put_wiped(id_, scrubbed=True)
    return ledger.decision(None)


def _scrubbed(records: frozenset[str], batch: Doc) -> Doc:
    """A batch of the journal without what may not stay of these records."""
    outcomes = []
    for outcome in cast("list[Doc]", batch["outcomes"]):
        mutation = cast("Doc | None", outcome.get("mutation"))
        if mutation is not None and mutation["record"] in records and isinstance(mutation.get("patch"), dict):
            kept = _patch(cast(str, mutation["kind"]), cast(Doc, mutation["patch"]))
            outcome = {**outcome, "mutation": {**mutation, "patch": kept}}
        outcomes.append(outcome)
    return {**batch, "outcomes": outcomes}


def _patch(kind: str, patch: Doc) -> Doc:
    if kind not in ("lead", "activity"):
        return patch
    kept: Doc = {}
    for name, value in patch.items():
        rest = withheld.without(kind, {name: value}).get(name) if value is not None else None
        if rest is not None or value is None:
            kept[name] = rest
    return kept
