"""An erased person: gone from every byte on disk, told to who ever saw them, and never back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from leadpwa.cli.main import main
from leadpwa.store import erased as erased_file
from tests.builders import Phone, Running, a_lead, an_id

SECRETS = ("欧阳无双", "13812345678", "住在天河的话", "电话里说的")


def _everything(folder: Path) -> str:
    return "".join(
        path.read_text(errors="replace")
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock"
    )


def _one_with_history(office: Running, phone: Phone) -> tuple[dict[str, object], dict[str, object]]:
    name, mobile, note, said = SECRETS
    lead = phone.mutation(an_id(), patch=a_lead(name=name, mobile=mobile, note=note))
    call = phone.mutation(
        an_id(), kind="activity", patch={"lead": lead["record"], "type": "call", "text": said}
    )
    assert {r["status"] for r in phone.send(lead, call)} == {"applied"}
    return lead, call


def test_erasing_leaves_no_byte_of_the_person_and_every_other_record_as_it_was(office: Running) -> None:
    phone, admin, manager = office.phone(), office.phone("admin", None), office.phone("manager")
    other = phone.log(name="别人", mobile="13900139000")
    lead, call = _one_with_history(office, phone)
    after = phone.log(name="后来的", mobile="13900139001")
    office.store.snapshot()
    phone.pull()
    manager.pull()
    assert all(secret in _everything(office.folder.path) for secret in SECRETS)
    assert admin.ask("POST", f"/leads/{lead['record']}/erase").status_code == 204
    kept = _everything(office.folder.path)
    assert not [secret for secret in SECRETS if secret in kept]
    for one in (phone, manager):
        assert one.post().json["gone"] == [{"kind": "lead", "id": lead["record"], "why": "erased"}]
    before = phone.pull()
    assert {other, after} <= before.keys()
    assert {lead["record"], call["record"]}.isdisjoint(before)
    assert phone.ask("GET", f"/leads/{after}/history").json[0]["by"] == phone.user["id"]
    office.store.close()
    for snapshot in (office.folder.snapshot, office.folder.older_snapshot):
        snapshot.unlink(missing_ok=True)
    office.open()
    again = office.phone("manager").pull()
    assert {other, after} <= again.keys()
    assert {lead["record"], call["record"]}.isdisjoint(again)


def test_fault_51_what_comes_late_is_refused_to_who_saw_it_and_unknown_to_others(office: Running) -> None:
    phone, hq, stranger = office.phone(), office.phone("hq", None), office.phone(dealer="D02")
    lead, call = _one_with_history(office, phone)
    hq.pull()
    assert hq.ask("POST", f"/leads/{lead['record']}/erase").status_code == 204
    late = phone.mutation(lead["record"], patch={"note": "x"})
    visit = phone.mutation(an_id(), kind="activity", patch={"lead": lead["record"], "type": "visit"})
    for result in phone.send(lead, call, late, visit):
        assert (result["status"], result["problem"]["code"]) == ("refused", "erased")
        assert "retry" not in result
    known, unknown = stranger.send(
        stranger.mutation(lead["record"], patch=a_lead()), stranger.mutation(an_id(), patch={"note": "x"})
    )
    assert {**known, "id": ""} == {**unknown, "id": ""}
    assert stranger.post().json["gone"] == []
    assert phone.ask("GET", f"/leads/{lead['record']}/history").status_code == 404


def test_who_lost_the_lead_before_is_told_too_and_who_came_later_is_not(office: Running) -> None:
    giver, taker, manager = office.phone(), office.phone(), office.phone("manager")
    lead, _ = _one_with_history(office, giver)
    manager.send(manager.mutation(lead["record"], patch={"owner": taker.user["id"]}))
    giver.pull()
    hq = office.phone("hq", None)
    hq.ask("POST", f"/leads/{lead['record']}/erase")
    assert giver.post().json["gone"][0]["why"] == "erased"
    newcomer = office.phone("manager")
    assert newcomer.post().json["gone"] == []
    fresh = office.phone(user=giver.user["id"])
    assert fresh.post().json["gone"] == [{"kind": "lead", "id": lead["record"], "why": "erased"}]
    office.time.pass_(days=91)
    assert fresh.post().json["gone"] == []


def test_only_admins_and_head_office_erase_and_a_strangers_or_unknown_id_is_not_found(
    office: Running,
) -> None:
    record = office.phone().log()
    assert office.phone("manager").ask("POST", f"/leads/{record}/erase").status_code == 403
    admin = office.phone("admin", None)
    assert admin.ask("POST", f"/leads/{an_id()}/erase").status_code == 404
    assert admin.ask("POST", f"/leads/{record}/erase").status_code == 204
    assert admin.ask("POST", f"/leads/{record}/erase").status_code == 204


@pytest.mark.parametrize("died_before", ["file", "scrub"])
def test_killed_between_deciding_and_scrubbing_the_next_start_finishes(
    office: Running, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, died_before: str
) -> None:
    phone, admin = office.phone(), office.phone("admin", None)
    lead, _ = _one_with_history(office, phone)

    def dies(*_: object) -> None:
        raise OSError(5, "killed")

    if died_before == "file":
        monkeypatch.setattr(erased_file, "append", dies)
    monkeypatch.setattr("leadpwa.store.embedded.scrub", dies)
    assert admin.ask("POST", f"/leads/{lead['record']}/erase").status_code == 503
    crashed = tmp_path / "crashed"
    shutil.copytree(office.folder.path, crashed)
    monkeypatch.undo()
    office.store.close()
    shutil.rmtree(office.folder.path)
    shutil.copytree(crashed, office.folder.path)
    office.open()
    kept = _everything(office.folder.path)
    assert not [secret for secret in SECRETS if secret in kept]


def test_the_command_erases_and_says_how_many_phones_are_to_reach(office: Running) -> None:
    phone = office.phone()
    office.phone("manager")
    lead, _ = _one_with_history(office, phone)
    office.store.close()
    done = CliRunner().invoke(
        main, ["erase", str(lead["record"]), "--data", str(office.folder.path), "--json"]
    )
    assert (done.exit_code, done.stdout) == (0, f'{{"erased": "{lead["record"]}", "phones_to_reach": 2}}\n')
    unknown = CliRunner().invoke(main, ["erase", an_id(), "--data", str(office.folder.path)])
    assert unknown.exit_code == 1
    office.open()
