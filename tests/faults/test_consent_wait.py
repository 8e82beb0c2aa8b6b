"""Consent that was withdrawn and not given again: after the wait, what names the person is gone from every byte."""

from __future__ import annotations

import json

from leadpwa.office.sweep import sweep
from tests.builders import GIVEN, Running, an_id

REFUSED = {**GIVEN, "given": False}
WORDS = ("欧阳无双", "13812345678", "住在天河", "电话里说的", "怕太太", "送资料给欧阳")


def _bytes(office: Running) -> str:
    files = [path for path in office.folder.path.rglob("*") if path.is_file() and path.name != "lock"]
    return "".join(path.read_text(errors="replace") for path in files)


def test_after_the_wait_the_lead_is_a_fact_that_names_nobody(office: Running) -> None:
    phone, manager = office.phone(), office.phone("manager")
    name, mobile, note, said, tag, step = WORDS
    record = phone.log(
        name=name,
        mobile=mobile,
        note=note,
        tags={"add": [tag]},
        newer=1,
        next_step={"what": step, "on": "2026-12-01"},
    )
    lead = phone.pull()[record]
    call = phone.mutation(an_id(), kind="activity", patch={"lead": record, "type": "call", "text": said})
    other = phone.log(name="别人", mobile="13900139000")
    withdrawal = phone.mutation(record, patch={"consent_contact": REFUSED})
    phone.send(call, withdrawal)
    office.time.pass_(days=14)
    sweep(office.store, office.services.dispatching)
    assert all(word in _bytes(office) for word in WORDS)
    late = phone.mutation(record, ago_ms=20 * 86_400_000, patch={"company": name})
    office.time.pass_(days=1)
    phone.send(late)
    sweep(office.store, office.services.dispatching)
    kept = _bytes(office)
    assert [word for word in WORDS if word in kept] == []
    assert "别人" in kept
    held = manager.pull()
    assert held[record]["fields"]["next_step"] == {"on": "2026-12-01"}
    assert held[record]["fields"]["source"] == lead["fields"]["source"]
    assert "withheld" not in held[record]["fields"]
    assert held[call["record"]]["fields"]["type"] == "call"
    assert phone.send(call, withdrawal)[0]["status"] == "duplicate"
    assert other in held
    before = {id_: held[id_] for id_ in (record, call["record"], other)}
    office.store.close()
    for snapshot in (office.folder.snapshot, office.folder.older_snapshot):
        snapshot.unlink(missing_ok=True)
    office.open()
    after = office.phone("manager").pull()
    assert {id_: after[id_] for id_ in before} == before
    assert [word for word in WORDS if word in json.dumps(after, ensure_ascii=False)] == []
    phone.client = office.client
    assert phone.send(call)[0]["status"] == "duplicate"
    history = phone.ask("GET", f"/leads/{record}/history")
    assert history.status_code == 200
    assert name not in history.text


def test_consent_given_again_in_time_keeps_everything(office: Running) -> None:
    phone = office.phone()
    record = phone.log(name=WORDS[0])
    phone.send(phone.mutation(record, patch={"consent_contact": REFUSED}))
    office.time.pass_(days=10)
    phone.send(phone.mutation(record, patch={"consent_contact": GIVEN}))
    office.time.pass_(days=30)
    sweep(office.store, office.services.dispatching)
    assert phone.pull()[record]["fields"]["name"] == WORDS[0]
