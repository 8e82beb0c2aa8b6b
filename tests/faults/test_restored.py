"""A backup is restored: phones send again what it lacks, the erased stay erased, the revoked stay revoked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from leadpwa.cli.main import main
from leadpwa.errors import LeadpwaError, StoreError
from leadpwa.office import backup as keeping
from leadpwa.store.folder import DataFolder
from tests.builders import Phone, Running, a_lead, an_id


def _restore(office: Running, file: Path, *phones: Phone) -> None:
    office.store.close()
    keeping.restore(file, office.folder, office.clock)
    office.open()
    for phone in phones:
        phone.client = office.client


def _start_anew(phone: Phone) -> None:
    assert phone.post().json["code"] == "resync"
    phone.cursor, phone.epoch, phone.records = 0, None, {}


def test_fault_23_phones_send_again_what_the_backup_lacks(office: Running, tmp_path: Path) -> None:
    phone, manager = office.phone(), office.phone("manager")
    kept = phone.log()
    file = tmp_path / "b.tar.gz"
    made = keeping.backup(office.store, file)
    assert keeping.verify(file) == made
    lacking = phone.mutation(an_id(), patch=a_lead(mobile="13900139000"))
    phone.send(lacking)
    newcomer = office.phone(name="后来的人")
    phone.pull()
    epoch = office.store.epoch
    _restore(office, file, phone, manager, newcomer)
    assert office.store.epoch != epoch
    _start_anew(phone)
    assert {kept} == {id_ for id_, r in phone.pull().items() if r["kind"] == "lead"}
    assert phone.send(lacking)[0]["status"] == "applied"
    assert {kept, lacking["record"]} <= manager.pull().keys()
    newcomer.log(mobile="13900139002")
    assert manager.pull()[newcomer.user["id"]]["fields"]["name"] == "后来的人"
    office.store.close()
    office.open()
    phone.client = office.client
    phone.pull()


def test_fault_66_the_editor_comes_back_before_the_creator(office: Running, tmp_path: Path) -> None:
    creator, editor = office.phone(), office.phone("manager")
    file = tmp_path / "b.tar.gz"
    keeping.backup(office.store, file)
    lead = creator.mutation(an_id(), patch=a_lead())
    creator.send(lead)
    office.time.pass_(seconds=1)
    edit = editor.mutation(lead["record"], patch={"note": "改过"})
    editor.send(edit)
    _restore(office, file, creator, editor)
    (refused,) = editor.send(edit) if editor.epoch is None else editor.post([edit]).json["results"]
    assert (refused["problem"]["code"], refused["retry"]) == ("unknown_record", True)
    assert creator.send(lead)[0]["status"] == "applied"
    assert editor.send(edit)[0]["status"] == "applied"
    assert creator.pull()[lead["record"]]["fields"]["note"] == "改过"


def test_fault_51_the_erased_and_the_revoked_do_not_come_back(office: Running, tmp_path: Path) -> None:
    phone, hq, lost = office.phone(), office.phone("hq", None), office.phone()
    lead = phone.mutation(an_id(), patch=a_lead(name="欧阳无双"))
    phone.send(lead)
    for n in range(5):
        phone.log(mobile=f"1390013900{n}")
    phone.pull()
    file = tmp_path / "b.tar.gz"
    keeping.backup(office.store, file)
    for n in range(5):
        phone.log(mobile=f"1390013901{n}")
    assert hq.ask("POST", f"/leads/{lead['record']}/erase").status_code == 204
    office.revoke(lost)
    _restore(office, file, phone, hq, lost)
    kept = "".join(p.read_text(errors="replace") for p in office.folder.path.rglob("*") if p.is_file())
    assert "欧阳无双" not in kept
    assert lost.post().json["code"] == "revoked"
    _start_anew(phone)
    answer = phone.post(limit=1)
    while answer.json["more"]:
        phone.cursor, phone.epoch = answer.json["cursor"], answer.json["epoch"]
        answer = phone.post(limit=1)
        assert answer.status_code == 200
    assert lead["record"] not in phone.pull()
    assert phone.send(lead)[0]["problem"]["code"] == "erased"
    fresh = office.phone(user=phone.user["id"])
    assert {"kind": "lead", "id": lead["record"], "why": "erased"} in fresh.post().json["gone"]


def test_a_backup_of_another_place_starts_a_store_there(office: Running, tmp_path: Path) -> None:
    record = office.phone().log()
    file = tmp_path / "b.tar.gz"
    keeping.backup(office.store, file)
    done = CliRunner().invoke(main, ["restore", str(file), "--data", str(tmp_path / "new"), "--json"])
    assert done.exit_code == 0, done.output
    answer: dict[str, Any] = json.loads(done.stdout)
    assert answer.keys() == {"records", "seq", "epoch", "sha256"}
    office.store.close()
    first, office.folder = office.folder, DataFolder(tmp_path / "new")
    office.open()
    assert record in office.phone("manager").pull()
    office.store.close()
    office.folder = first
    office.open()


@pytest.mark.parametrize("damage", ["cut", "altered", "none"])
def test_a_backup_that_does_not_hold_changes_nothing(office: Running, tmp_path: Path, damage: str) -> None:
    record = office.phone().log()
    file = tmp_path / "b.tar.gz"
    keeping.backup(office.store, file)
    whole = file.read_bytes()
    broken = {
        "cut": whole[:-200],
        "altered": bytes([*whole[:300], whole[300] ^ 1, *whole[301:]]),
        "none": b"x",
    }
    file.write_bytes(broken[damage])
    with pytest.raises(LeadpwaError):
        keeping.verify(file)
    done = CliRunner().invoke(main, ["verify", str(file)])
    assert (done.exit_code, "Traceback" in done.output) == (1, False)
    office.store.close()
    with pytest.raises(LeadpwaError):
        keeping.restore(file, office.folder, office.clock)
    office.open()
    assert record in office.phone("manager").pull()


def test_a_running_server_is_not_restored_under_its_feet(office: Running, tmp_path: Path) -> None:
    file = tmp_path / "b.tar.gz"
    keeping.backup(office.store, file)
    with pytest.raises(StoreError, match="in use"):
        keeping.restore(file, office.folder, office.clock)
    done = CliRunner().invoke(main, ["restore", str(file), "--data", str(office.folder.path)])
    assert done.exit_code == 3
