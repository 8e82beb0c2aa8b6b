"""The rows that follow from outcomes, gathered one by one; the same for a batch being taken and for a replay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar, cast

from leadpwa.domain.calendar import parse_time
from leadpwa.json_types import Doc, Json
from leadpwa.store.protocol import (
    CONTACT,
    ERASED,
    HANGING,
    MERGED,
    NODE,
    RECORD,
    SEEN,
    WIPED,
    Decision,
    Key,
    View,
)
from leadpwa.sync import clock, consequences, contacts, outcome
from leadpwa.sync.kinds import KINDS
from leadpwa.sync.outcome import Origin, Outcome
from leadpwa.sync.record import Record, from_row, to_row

T = TypeVar("T")
MISSING: Doc = {}


class Ledger:
    """What one decision has come to so far. Reads through the view, changes nothing."""

    def __init__(self, view: View, origin: Origin) -> None:
        self._view = view
        self.origin = replace(origin, place=view.place)
        self.seq = view.seq
        self.greatest = view.greatest
        self._records: dict[str, Record] = {}
        self._rows: dict[Key, Doc | None] = {}
        self._entries: list[Doc] = []
        self._people: list[Json] = []
        self._erased: list[Json] = []
        self._rewritten: list[Json] = []
        self._wiped: list[Json] = []
        self._contact = False

    def row(self, key: Key) -> Doc | None:
        """A row that is no record."""
        return self._rows[key] if key in self._rows else self._view.get(key)

    def get(self, key: Key) -> Doc | None:
        """Any row, as a reader finds it."""
        if key.table == RECORD and key.id in self._records:
            return to_row(self._records[key.id])
        return self.row(key)

    def record(self, id_: str) -> Record | None:
        """A record as it stands after what was entered."""
        if self._rows.get(Key(RECORD, id_), MISSING) is None:
            return None
        if id_ not in self._records:
            row = self._view.get(Key(RECORD, id_))
            if row is None:
                return None
            self._records[id_] = from_row(id_, row)
        return self._records[id_]

    def node(self, node: str) -> clock.NodePair | None:
        """The pair kept of a node."""
        row = self.row(Key(NODE, node))
        return clock.NodePair(str(row["sent"]), str(row["given"])) if row is not None else None

    def enter(
        self,
        mutation: Doc,
        stamp: clock.Stamp,
        sets: Mapping[str, Json],
        moved: Iterable[tuple[str, int]] | None = None,
    ) -> None:
        """Apply a mutation; what looks otherwise by it gets seqs of its own in the same commit."""
        self.seq += 1
        made = Outcome(mutation, str(stamp), self.seq, sets)
        before = self.record(str(mutation["record"]))
        lead = self._lead_of(before, mutation)
        is_lead = mutation["kind"] == "lead"
        consent_before = consequences.consent_of(self, before) if is_lead else {}
        record = outcome.apply(before, made, self.origin, lead)
        self._records[record.id] = record
        self.greatest = max(self.greatest, made.stamp)
        self._note_node(mutation, stamp)
        touched: list[str] = []
        if is_lead:
            consequences.note_lead(self, before, record)
            if before is not None:
                consent_after = consequences.consent_of(self, record)
                touched = list(consequences.touched(self, before, record, consent_before, consent_after))
            else:
                touched = list(consequences.touched_by_new(self, record))
        elif before is None and record.lead is not None:
            touched = self._hang(record)
        entry = outcome.to_doc(made)
        moves = self._move(touched, record.id) if moved is None else list(moved)
        for id_, seq in moves:
            self._place(id_, seq, made.stamp)
        if moves:
            entry["moved"] = [[id_, seq] for id_, seq in moves]
        self._entries.append(entry)

    def merged_into(self, id_: str) -> list[str]:
        """The leads that name this one as the survivor."""
        return consequences.naming(self.row(Key(MERGED, id_)))

    def put_row(self, key: Key, row: Doc | None) -> None:
        """Keep a row that follows from the outcomes."""
        self._rows[key] = row

    def erase(self, id_: str, row: Doc) -> None:
        """Take a record away for good; the row keeps who ever saw it."""
        standing = self.record(id_)
        if standing is not None and standing.kind == "lead":
            for key in contacts.keys_of(standing):
                where = Key(CONTACT, key)
                self._rows[where] = contacts.without_lead(self.row(where), id_)
        self._records.pop(id_, None)
        for table in (RECORD, HANGING, MERGED):
            self._rows[Key(table, id_)] = None
        self._rows[Key(ERASED, id_)] = row
        self.seq = max(self.seq, cast(int, row["seq"]))
        self._erased.append([id_, row])

    def rewrite(self, record: Record, seq: int | None = None) -> None:
        """Put a record in place of what it was, without a mutation: what was taken out of it leaves no trace."""
        before = self.record(record.id)
        self.seq = self.seq + 1 if seq is None else seq
        self._records[record.id] = replace(record, seq=self.seq)
        if record.kind == "lead":
            consequences.note_lead(self, before, record)
        self._rewritten.append([record.id, to_row(self._records[record.id])])

    def put_wiped(self, id_: str, *, scrubbed: bool) -> None:
        """Note that a lead was wiped, and whether the journal is clean of it too."""
        self._rows[Key(WIPED, id_)] = {"scrubbed": scrubbed}
        self._wiped.append([id_, scrubbed])

    def pass_erased(self, entry: Doc) -> None:
        """Take in what is left of an outcome whose record was erased: its clocks and its seq."""
        given = clock.parse(entry["stamp"])
        assert given is not None, "the journal holds stamps that were given"
        self.seq = cast(int, entry["seq"])
        self.greatest = max(self.greatest, str(given))
        self._note_sent(cast(str, entry["sent"]), given)
        for id_, seq in cast("list[tuple[str, int]]", entry.get("moved", [])):
            self._place(id_, seq, str(given))
        self._entries.append(entry)

    def put_person(self, key: Key, row: Doc | None) -> None:
        """Keep a row of the people: user, device, token, invitation."""
        self._rows[key] = row
        self._people.append([key.table, key.id, row])

    def note_contact(self) -> None:
        """Keep that the device was heard of, though it may have sent nothing."""
        self._contact = True

    def decision(self, result: T) -> Decision[T]:
        """The decision with this result; nothing is kept where nothing was entered."""
        kept = (self._entries, self._people, self._erased, self._rewritten, self._wiped)
        if not any(kept) and not self._contact:
            return Decision(result)
        origin = self.origin
        if origin.device is not None and origin.carried_by is None:
            self._rows[Key(SEEN, origin.device)] = {"at": origin.received_at, "offset": origin.offset}
        line: Doc = {
            "at": origin.received_at,
            "user": origin.user,
            "device": origin.device,
            "dealer": origin.dealer,
        }
        for name, value in (("rules", origin.rules), ("carried_by", origin.carried_by)):
            if value is not None:
                line[name] = value
        if origin.offset:
            line["offset"] = origin.offset
        line["outcomes"] = self._entries
        if self._people:
            line["people"] = self._people
        for name, found in (("erased", self._erased), ("rewritten", self._rewritten), ("wiped", self._wiped)):
            if found:
                line[name] = found
        return Decision(result, line, self.puts(), self.seq, self.greatest)

    def puts(self) -> dict[Key, Doc | None]:
        """The rows to keep."""
        changed = {id_: record for id_, record in self._records.items() if record.seq > self._view.seq}
        return {**self._rows, **{Key(RECORD, id_): to_row(record) for id_, record in changed.items()}}

    def _lead_of(self, before: Record | None, mutation: Doc) -> Record | None:
        if before is not None:
            return self.record(before.lead) if before.lead else None
        if not KINDS[str(mutation["kind"])].hangs_on_lead:
            return None
        patch = mutation.get("patch")
        lead = patch.get("lead") if isinstance(patch, Mapping) else None
        return self.record(lead) if isinstance(lead, str) else None

    def _note_node(self, mutation: Doc, given: clock.Stamp) -> None:
        self._note_sent(cast(str, mutation.get("stamp", mutation["hlc"])), given)

    def _note_sent(self, text: str, given: clock.Stamp) -> None:
        sent = clock.parse(text)
        assert sent is not None, "judged before it was entered"
        pair = clock.pair_after(self.node(sent.node), sent, given)
        self._rows[Key(NODE, sent.node)] = {"sent": pair.sent, "given": pair.given}

    def _hang(self, record: Record) -> list[str]:
        """Hang a record on its lead; the lead itself, where that makes it one to be kept longer."""
        assert record.lead is not None
        row = self.row(Key(HANGING, record.lead)) or {"ids": []}
        hanging: Doc = {**row, "ids": [*cast("list[str]", row["ids"]), record.id]}
        later = _later(record.fields.get("at"), row.get("last")) if record.kind == "activity" else None
        if later is not None:
            hanging["last"] = later
        self._rows[Key(HANGING, record.lead)] = hanging
        return [record.lead] if later is not None else []

    def _move(self, ids: Iterable[str], but: str) -> list[tuple[str, int]]:
        moves = []
        for id_ in dict.fromkeys(ids):
            if id_ != but:
                self.seq += 1
                moves.append((id_, self.seq))
        return moves

    def _place(self, id_: str, seq: int, stamp: str) -> None:
        record = self.record(id_)
        assert record is not None, "what looks otherwise is a record"
        lead = self.record(record.lead) if record.lead is not None else None
        audiences = outcome.audiences_of(record, None, lead)
        self._records[id_] = outcome.placed(record, audiences, seq, stamp)
        self.seq = max(self.seq, seq)


def _later(at: Json, last: Json) -> str | None:
    """The moment of an activity in UTC, where it is after the last one."""
    moment = parse_time(at) if isinstance(at, str) else None
    text = moment.isoformat() if moment is not None else None
    return text if text is not None and text > str(last or "") else None


def replay(view: View, line: Doc) -> Decision[None]:
    """The rows that follow from a line of the journal."""
    origin = Origin(
        user=cast("str | None", line["user"]),
        device=cast("str | None", line["device"]),
        dealer=cast("str | None", line["dealer"]),
        received_at=cast(str, line["at"]),
        rules=cast("str | None", line.get("rules")),
        offset=cast(int, line.get("offset", 0)),
        carried_by=cast("str | None", line.get("carried_by")),
    )
    ledger = Ledger(view, origin)
    for entry in cast("list[Doc]", line["outcomes"]):
        if "erased" in entry:
            ledger.pass_erased(entry)
            continue
        made = outcome.from_doc(entry)
        stamp = clock.parse(made.stamp)
        assert stamp is not None, "the journal holds stamps that were given"
        ledger.seq = made.seq - 1
        moved = [(id_, seq) for id_, seq in cast("list[tuple[str, int]]", entry.get("moved", []))]
        ledger.enter(made.mutation, stamp, made.sets, moved)
    for table, id_, row in cast("list[tuple[str, str, Doc | None]]", line.get("people", [])):
        ledger.put_person(Key(table, id_), row)
    for id_, row in cast("list[tuple[str, Doc]]", line.get("erased", [])):
        ledger.erase(id_, row)
    for id_, row in cast("list[tuple[str, Doc]]", line.get("rewritten", [])):
        ledger.rewrite(from_row(id_, row), cast(int, row["seq"]))
    for id_, scrubbed in cast("list[tuple[str, bool]]", line.get("wiped", [])):
        ledger.put_wiped(id_, scrubbed=scrubbed)
    if not line["outcomes"] and line.keys().isdisjoint({"people", "erased", "rewritten", "wiped"}):
        ledger.note_contact()
    return ledger.decision(None)
