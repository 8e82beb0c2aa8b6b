"""The embedded store: what it acknowledged is there, whatever happened to the files."""

from __future__ import annotations

import json
import shutil
import threading
from contextlib import closing
from pathlib import Path

import pytest
from tinydb import TinyDB
from tinydb.table import Table

from leadpwa.domain.rules import to_wire
from leadpwa.errors import LeadpwaError, StoreError
from leadpwa.office.organisation import make_store, open_store
from leadpwa.store import embedded
from leadpwa.store.folder import DataFolder
from leadpwa.store.journal import path_of
from leadpwa.store.protocol import Key
from tests.builders import Phone, Running, a_lead, an_id


def _restart(office: Running) -> None:
    office.store.close()
    office.open()


def _again(office: Running, phone: Phone) -> Phone:
    """The same phone, talking to the server that was started again."""
    return Phone(office.client, office.time, phone.token, phone.user, phone.node)


def test_leads_people_and_sequence_survive_a_restart(office: Running) -> None:
    phone = office.phone()
    record = phone.log()
    before = phone.pull()
    _restart(office)
    after = _again(office, phone)
    assert after.pull() == before
    assert after.epoch == phone.epoch
    assert after.log(mobile="13900139000") != record


def test_a_torn_last_line_is_dropped_and_said(office: Running) -> None:
    phone = office.phone()
    record = phone.log()
    office.store.close()
    segment = path_of(office.folder.journal, 1)
    whole = segment.read_bytes()
    segment.write_bytes(whole + whole.splitlines(keepends=True)[-1][:-20])
    office.open()
    assert any("torn last line" in said for said in office.store.says)
    assert record in _again(office, phone).pull()
    assert segment.read_bytes() == whole


def test_damage_before_the_last_line_is_refused_and_nothing_is_changed(office: Running) -> None:
    phone = office.phone()
    phone.log()
    office.store.close()
    for snapshot in (office.folder.snapshot, office.folder.older_snapshot):
        snapshot.unlink(missing_ok=True)
    segment = path_of(office.folder.journal, 1)
    lines = segment.read_bytes().splitlines(keepends=True)
    lines[1] = lines[1].replace(b"D01", b"D09", 1)
    segment.write_bytes(b"".join(lines))
    with pytest.raises(StoreError, match="damaged"):
        open_store(office.folder)
    assert segment.read_bytes() == b"".join(lines)
    segment.write_bytes(b"".join(lines).replace(b"D09", b"D01", 1))
    office.open()


@pytest.mark.parametrize("tear", [b"", b"{", b'{"records": {'])
def test_a_torn_snapshot_is_rebuilt_from_the_journal(office: Running, tear: bytes) -> None:
    phone = office.phone()
    record = phone.log()
    before = phone.pull()
    office.store.close()
    office.folder.snapshot.write_bytes(tear)
    office.folder.older_snapshot.write_bytes(tear)
    office.open()
    assert any("torn" in said for said in office.store.says)
    assert _again(office, phone).pull() == before
    assert record in before


def test_journal_and_snapshots_gone_is_no_empty_store(office: Running) -> None:
    office.phone().log()
    office.store.close()
    for path in [*office.folder.journal.iterdir(), office.folder.snapshot, office.folder.people]:
        path.rename(path.with_name(f"kept-{path.name}"))
    with pytest.raises(StoreError, match="journal and its snapshots are gone"):
        open_store(office.folder)
    for path in [*office.folder.journal.iterdir(), *office.folder.path.iterdir()]:
        if path.name.startswith("kept-"):
            path.replace(path.with_name(path.name.removeprefix("kept-")))
    office.open()


def test_a_second_process_is_refused_with_the_way_out(office: Running) -> None:
    with pytest.raises(StoreError, match=r"in use by another process.*--data"):
        open_store(office.folder)


def test_a_revoked_phone_stays_revoked_when_the_people_file_is_older_than_the_journal(
    office: Running,
) -> None:
    phone = office.phone()
    older = office.folder.people.read_bytes()
    office.revoke(phone)
    office.store.close()
    office.folder.people.write_bytes(older)
    office.open()
    assert _again(office, phone).post().json["code"] == "revoked"


def test_tinydb_opens_the_snapshot(office: Running) -> None:
    record = office.phone().log()
    office.store.close()

    class ById(Table):
        document_id_class = str  # type: ignore[assignment]

    database = TinyDB(office.folder.snapshot)
    found = ById(database.storage, "record").get(doc_id=record)  # type: ignore[arg-type]
    database.close()
    assert found is not None
    assert found["fields"]["name"] == "张伟"
    office.open()


def test_the_journal_holds_outcomes_and_every_line_its_checksum(office: Running) -> None:
    phone = office.phone()
    record = phone.log()
    lines = path_of(office.folder.journal, 1).read_text().splitlines()
    last = json.loads(lines[-1])["batch"]
    assert last["user"] == phone.user["id"]
    outcome, known = last["outcomes"]
    assert known["mutation"]["kind"] == "known"
    assert outcome["mutation"]["record"] == record
    assert outcome.keys() == {"mutation", "stamp", "seq", "sets"}
    assert [json.loads(line)["batch"]["n"] for line in lines] == list(range(len(lines)))


@pytest.mark.slow
def test_eight_phones_at_once_lose_and_double_nothing(office: Running) -> None:
    phones = [office.phone() for _ in range(8)]

    def push(phone: Phone, number: int) -> None:
        for start in range(5):
            sent = [
                phone.mutation(an_id(), patch=a_lead(mobile=f"13{number}00{start}00{n:03d}"))
                for n in range(100)
            ]
            assert {r["status"] for r in phone.send(*sent)} == {"applied"}
            assert {r["status"] for r in phone.send(*sent)} == {"duplicate"}

    threads = [threading.Thread(target=push, args=(phone, number)) for number, phone in enumerate(phones)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seen = office.phone("manager").pull()
    assert len([r for r in seen.values() if r["kind"] == "lead"]) == 8 * 5 * 100
    seqs = [r["seq"] for r in seen.values()]
    assert len(set(seqs)) == len(seqs)


def test_a_snapshot_while_people_write_loses_nothing(office: Running, tmp_path: Path) -> None:
    phone = office.phone()
    for number in range(30):
        phone.log(mobile=f"138001380{number:02d}")
        if number % 10 == 5:
            office.store.snapshot()
    before = phone.pull()
    office.store.snapshot()
    phone.log(mobile="13900139001")
    _restart(office)
    # The lead, and the `known` record by which colleagues recognise it.
    assert len(_again(office, phone).pull()) == len(before) + 2
    assert office.folder.older_snapshot.exists()


def test_a_snapshot_between_the_journal_and_the_rows_skips_no_line_at_the_next_start(
    office: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = office.phone()
    inner = office.store._journal
    append = inner.append

    def append_then_snapshot(lines: list[bytes]) -> None:
        append(lines)
        office.store.snapshot()

    monkeypatch.setattr(inner, "append", append_then_snapshot)
    record = phone.log()
    crashed = DataFolder(tmp_path / "crashed")
    shutil.copytree(office.folder.path, crashed.path)
    with closing(open_store(crashed)) as again, again.reading() as reading:
        assert reading.get(Key("record", record)) is not None


def test_people_who_come_while_a_snapshot_is_written_leave_a_whole_file(
    office: Running, tmp_path: Path
) -> None:
    stop = threading.Event()

    def snapshots() -> None:
        while not stop.is_set():
            office.store.snapshot()

    thread = threading.Thread(target=snapshots)
    thread.start()
    phones = [office.phone() for _ in range(15)]
    stop.set()
    thread.join()
    crashed = DataFolder(tmp_path / "crashed")
    shutil.copytree(office.folder.path, crashed.path)
    with closing(open_store(crashed)) as again, again.reading() as reading:
        known = {id_ for id_, _ in reading.rows("user")}
    assert {phone.user["id"] for phone in phones} <= known


def test_a_pairing_that_the_journal_has_is_answered_though_the_people_file_could_not_be_written(
    office: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("leadpwa.store.snapshot.write_people", full)
    phone = office.phone()
    monkeypatch.undo()
    office.store.close()
    office.open()
    assert _again(office, phone).post().status_code == 200


def test_fault_7_a_journal_that_ends_before_its_snapshot_is_refused(office: Running) -> None:
    office.phone().log()
    office.store.close()
    segment = path_of(office.folder.journal, 1)
    whole = segment.read_bytes()
    segment.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
    with pytest.raises(StoreError, match="acknowledged are missing"):
        open_store(office.folder)
    segment.unlink()
    with pytest.raises(StoreError, match="acknowledged are missing"):
        open_store(office.folder)
    segment.write_bytes(whole)
    office.open()


def test_what_is_left_of_a_store_is_never_made_into_another(office: Running) -> None:
    office.phone().log()
    office.store.close()
    identity, keys = office.folder.identity.read_bytes(), office.folder.keys.read_bytes()
    office.folder.identity.unlink()
    with pytest.raises(LeadpwaError, match=r"store\.json is gone"):
        make_store(office.folder, "另一家", "Asia/Shanghai", to_wire(office.rules), office.time.ms)
    assert office.folder.keys.read_bytes() == keys
    office.folder.identity.write_bytes(identity)
    office.open()


@pytest.mark.parametrize("text", ["{}", '{"version": 1}', '{"version": "x"}', "[]", "{", '{"version": 99}'])
def test_a_damaged_identity_is_a_sentence(office: Running, text: str) -> None:
    office.store.close()
    identity = office.folder.identity.read_text()
    office.folder.identity.write_text(text)
    with pytest.raises(StoreError, match="Nothing was changed"):
        open_store(office.folder)
    office.folder.identity.write_text(identity)
    office.open()


def test_a_snapshot_that_runs_ends_before_the_folder_is_given_away(
    office: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "SNAPSHOT_EVERY_LINES", 1)
    for _ in range(5):
        office.phone().log()
    office.store.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "store-snapshot"]
    office.open()
