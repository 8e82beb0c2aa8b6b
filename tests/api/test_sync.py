"""The wire: what a phone sends, and exactly what it is told."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

from leadpwa.sync.clock import time_text
from tests.builders import GIVEN, Running, a_lead, an_id


def _code(result: dict[str, Any]) -> str:
    assert result["status"] == "refused", result
    assert result["problem"]["type"] == f"/problems/{result['problem']['code']}"
    return str(result["problem"]["code"])


def test_a_lead_arrives_once_however_often_it_is_sent(office: Running) -> None:
    phone = office.phone()
    sent = phone.mutation(an_id(), patch=a_lead(name="张𠮷", models={"add": ["tiggo-8"]}))
    assert [r["status"] for r in phone.send(sent, sent)] == ["applied", "duplicate"]
    assert [r["status"] for r in phone.send(sent)] == ["duplicate"]
    (lead,) = [r for r in phone.pull().values() if r["kind"] == "lead"]
    assert lead["fields"]["name"] == "张𠮷"
    assert lead["fields"]["models"] == ["tiggo-8"]
    assert lead["fields"]["mobile_e164"] == "+8613800138000"
    assert lead["fields"]["owner"] == phone.user["id"]
    assert lead["fields"]["dealer"] == "D01"
    assert lead["fields"]["captured_by"] == phone.user["id"]
    assert lead["fields"]["column_now"] == "opportunity"


def test_the_same_id_with_other_contents_is_refused_and_a_corrected_stamp_is_no_other_content(
    office: Running,
) -> None:
    phone = office.phone()
    sent = phone.mutation(an_id(), patch=a_lead())
    phone.send(sent)
    assert _code(phone.send({**sent, "patch": a_lead(name="别人")})[0]) == "id_reused"
    assert phone.send({**sent, "stamp": sent["hlc"]})[0]["status"] == "duplicate"


def test_one_bad_lead_among_fifty_is_refused_alone(office: Running) -> None:
    phone = office.phone()
    good = [phone.mutation(an_id(), patch=a_lead(mobile=f"138001380{n:02d}")) for n in range(49)]
    results = phone.send(*good[:20], {"id": 7, "kind": "lead"}, *good[20:])
    assert [r["status"] for r in results].count("applied") == 49
    assert results[20]["id"] == 7
    assert _code(results[20]) == "invalid"


@pytest.mark.parametrize(
    ("patch", "code", "path"),
    [
        ({"mobile": "1380013800"}, "mobile_invalid", "patch.mobile"),
        ({"mobile": "12800138000"}, "mobile_invalid", "patch.mobile"),
        ({"name": "\ud800"}, "text_invalid", "patch.name"),
        ({"note": "a\0b"}, "text_invalid", "patch.note"),
        ({"note": "长" * 4001}, "invalid", "patch.note"),
        ({"name": "长" * 201}, "invalid", "patch.name"),
        ({"budget": {"min": 2, "max": 1}}, "invalid", "patch.budget"),
        ({"budget": {"min": -1}}, "invalid", "patch.budget.min"),
        ({"budget": {"max": 10**13 + 1}}, "invalid", "patch.budget.max"),
        ({"expected_on": "2026-02-30"}, "invalid", "patch.expected_on"),
        ({"captured_at": "2026-11-24T12:00:00"}, "invalid", "patch.captured_at"),
        ({"models": ["tiggo-8"]}, "invalid", "patch.models"),
        ({"models": None}, "invalid", "patch.models"),
        ({"mobile_e164": "+8613800138000"}, "read_only", "patch.mobile_e164"),
        ({"dealer": "D02"}, "not_allowed", "patch.dealer"),
        ({"owner": "somebody"}, "not_allowed", "patch.owner"),
        ({"outcome_confirmed": {"yes": True}}, "not_allowed", "patch.outcome_confirmed"),
        ({"something": 2**60}, "invalid", "patch.something"),
        ({"Wrong": 1}, "invalid", "patch.Wrong"),
        ({"consent_contact": None}, "consent_missing", "consent_contact"),
        ({"consent_contact": {"given": False}}, "consent_missing", "consent_contact"),
    ],
)
def test_what_is_wrong_in_a_mutation_is_refused_by_name(
    office: Running, patch: dict[str, Any], code: str, path: str
) -> None:
    phone = office.phone()
    (result,) = phone.send(phone.mutation(an_id(), patch=a_lead(**patch)))
    assert _code(result) == code
    assert result["problem"]["errors"][0]["path"] == path


def test_a_lead_with_no_way_to_reach_the_person_says_so(office: Running) -> None:
    phone = office.phone()
    bare = {"source": "event", "captured_at": "2026-11-24T12:00:00+08:00"}
    refused, kept = phone.send(
        phone.mutation(an_id(), patch=bare), phone.mutation(an_id(), patch={**bare, "no_contact": True})
    )
    assert refused["problem"]["errors"][0]["path"] == "no_contact"
    assert kept["status"] == "applied"


def test_what_a_newer_app_adds_is_kept_and_given_back(office: Running) -> None:
    phone = office.phone()
    record = phone.log(seat_heating={"front": True}, interests={"add": ["‮rlo", "=1+1"]})
    fields = phone.pull()[record]["fields"]
    assert fields["seat_heating"] == {"front": True}
    assert fields["interests"] == ["=1+1", "‮rlo"]


def test_a_strangers_lead_answers_exactly_like_one_that_does_not_exist(office: Running) -> None:
    record = office.phone().log()
    stranger = office.phone(dealer="D02")
    for rest in ({"patch": {"note": "x"}}, {"delete": True}, {"restore": True}, {"patch": a_lead()}):
        if "source" in rest.get("patch", {}):  # type: ignore[operator]
            hung = stranger.mutation(record, **rest)
            (result,) = stranger.send(hung)
            assert _code(result) == "unknown_record"
            continue
        known, unknown = stranger.send(stranger.mutation(record, **rest), stranger.mutation(an_id(), **rest))
        assert _code(known) == "unknown_record"
        assert known["retry"] is True
        assert {**known, "id": ""} == {**unknown, "id": ""}
    assert record not in stranger.pull()


def test_an_activity_waits_for_its_lead_and_a_stranger_learns_nothing(office: Running) -> None:
    phone = office.phone()
    record = an_id()
    call = phone.mutation(an_id(), kind="activity", patch={"lead": record, "type": "call", "text": "约周二"})
    assert _code(phone.send(call)[0]) == "unknown_record"
    lead = phone.mutation(record, patch=a_lead())
    assert [r["status"] for r in phone.send(lead, call)] == ["applied", "applied"]
    stranger = office.phone(dealer="D02")
    other = stranger.mutation(an_id(), kind="activity", patch={"lead": record, "type": "call"})
    assert _code(stranger.send(other)[0]) == "unknown_record"
    activity = phone.pull()[call["record"]]
    assert activity["fields"]["by"] == phone.user["id"]
    assert (
        _code(phone.send(phone.mutation(call["record"], kind="activity", patch={"text": "改"}))[0])
        == "append_only"
    )


def test_two_people_changing_different_fields_both_win(office: Running) -> None:
    advisor, manager = office.phone(), office.phone("manager")
    record = advisor.log()
    advisor.send(advisor.mutation(record, patch={"city": "广州"}))
    manager.send(manager.mutation(record, patch={"company": "南方贸易"}))
    assert advisor.pull()[record]["fields"]["company"] == "南方贸易"
    assert advisor.pull() == {**advisor.records}
    assert manager.pull()[record] == advisor.records[record]


def test_a_lead_handed_on_comes_with_its_history_and_is_gone_for_the_giver(office: Running) -> None:
    giver, taker, manager = office.phone(), office.phone(), office.phone("manager")
    record = giver.log()
    call = giver.mutation(an_id(), kind="activity", patch={"lead": record, "type": "call"})
    giver.send(call)
    for phone in (giver, taker, manager):
        phone.pull()
    office.time.pass_(seconds=5)
    late = giver.mutation(record, ago_ms=4000, patch={"note": "交接前记下的"})
    after = giver.mutation(an_id(), kind="activity", patch={"lead": record, "type": "note"})
    office.time.pass_(seconds=5)
    manager.send(manager.mutation(record, ago_ms=2500, patch={"owner": taker.user["id"]}))
    answer = giver.post()
    assert answer.json["gone"] == [{"kind": "lead", "id": record, "why": "view"}]
    assert giver.pull().keys().isdisjoint({record, call["record"]})
    assert {record, call["record"]} <= taker.pull().keys()
    assert giver.send(late)[0]["status"] == "applied"
    assert giver.send(late)[0]["status"] == "duplicate"
    assert taker.pull()[record]["fields"]["note"] == "交接前记下的"
    too_late = giver.mutation(record, patch={"note": "交接后"})
    assert _code(giver.send(too_late)[0]) == "unknown_record"
    assert giver.send(after)[0]["status"] == "applied"


def test_lost_and_regained_between_two_pulls_is_there(office: Running) -> None:
    advisor, other, manager = office.phone(), office.phone(), office.phone("manager")
    record = advisor.log()
    advisor.pull()
    manager.send(manager.mutation(record, patch={"owner": other.user["id"]}))
    manager.send(manager.mutation(record, patch={"owner": advisor.user["id"]}))
    assert record in advisor.pull()
    assert other.post().json["gone"] == []


def test_only_a_manager_restores_and_a_deleted_lead_leaves_without_its_fields(office: Running) -> None:
    advisor, manager = office.phone(), office.phone("manager")
    record = advisor.log()
    assert advisor.send(advisor.mutation(record, delete=True))[0]["status"] == "applied"
    assert advisor.pull()[record]["fields"] == {}
    assert manager.pull()[record]["fields"]["name"] == "张伟"
    advisor.send(advisor.mutation(record, patch={"note": "还有话"}))
    assert manager.pull()[record]["fields"]["changed_after_delete"] is True
    assert _code(advisor.send(advisor.mutation(record, restore=True))[0]) == "not_allowed"
    assert manager.send(manager.mutation(record, restore=True))[0]["status"] == "applied"
    assert advisor.pull()[record]["fields"]["note"] == "还有话"


def test_withdrawn_consent_takes_personal_fields_out_of_every_answer(office: Running) -> None:
    phone = office.phone()
    record = phone.log(
        note="住天河",
        next_step={"what": "送方案给张先生", "on": "2026-12-01"},
        new_field="秘密",
        tags={"add": ["怕太太"]},
        trade_in={"model": "张伟的旧车", "year": 2019},
        competitors={"add": ["张伟提过的"]},
    )
    call = phone.mutation(
        an_id(), kind="activity", patch={"lead": record, "type": "call", "text": "张先生说"}
    )
    phone.send(call)
    assert phone.pull()[call["record"]]["fields"]["text"] == "张先生说"
    phone.send(phone.mutation(record, patch={"consent_contact": {**GIVEN, "given": False}}))
    text = json.dumps(phone.pull(), ensure_ascii=False)
    for word in ("张伟", "13800138000", "天河", "张先生", "秘密", "怕太太"):
        assert word not in text
    fields = phone.records[record]["fields"]
    assert set(fields["withheld"]) >= {"name", "mobile", "mobile_e164", "note", "new_field", "next_step"}
    assert fields["next_step"] == {"on": "2026-12-01"}
    assert phone.records[call["record"]]["fields"]["withheld"] == ["text"]
    phone.send(phone.mutation(record, patch={"consent_contact": GIVEN}))
    assert phone.pull()[call["record"]]["fields"]["text"] == "张先生说"


def test_head_office_sees_all_and_its_own_leads_have_no_dealer(office: Running) -> None:
    hq, advisor, admin = office.phone("hq", None), office.phone(), office.phone("admin", None)
    record, own = advisor.log(), hq.log(source="hotline", mobile="13900139000")
    assert {record, own} <= hq.pull().keys()
    assert "dealer" not in hq.records[own]["fields"]
    assert own not in advisor.pull()
    assert not [r for r in admin.pull().values() if r["kind"] == "lead"]
    assert {r["kind"] for r in admin.records.values()} == {"user", "dealer", "event", "rules"}


def test_pages_of_the_feed_meet_without_gap_or_repetition(office: Running) -> None:
    phone = office.phone()
    for start in range(0, 60, 20):
        phone.send(
            *(
                phone.mutation(an_id(), patch=a_lead(mobile=f"138001390{n:02d}"))
                for n in range(start, start + 20)
            )
        )
    seen: list[int] = []
    while True:
        answer = phone.post(limit=7).json
        assert len(answer["changes"]) <= 7
        seen += [r["seq"] for r in answer["changes"]]
        phone.cursor, phone.epoch = answer["cursor"], answer["epoch"]
        if not answer["more"]:
            break
    assert seen == sorted(set(seen))
    assert phone.pull(limit=7) == {}


@pytest.mark.parametrize(
    ("keys", "status", "code"),
    [
        ({"cursor": -1}, 422, "invalid"),
        ({"limit": 0}, 422, "invalid"),
        ({"limit": 501}, 422, "invalid"),
        ({"mutations": {}}, 422, "invalid"),
        ({"mutations": [None] * 501}, 413, "too_large"),
        ({"mutations": [{"patch": "长" * 22_000}]}, 413, "too_large"),
        ({"client_now": "yesterday"}, 422, "invalid"),
        ({"client_now": 7}, 422, "invalid"),
        ({"client": "x" * 101}, 422, "invalid"),
        ({"client": "leadpwa/0.0.1"}, 426, "upgrade"),
        ({"cursor": 5}, 409, "resync"),
        ({"epoch": "other.1"}, 409, "resync"),
    ],
)
def test_a_wrong_envelope_is_answered_whole_and_applies_nothing(
    office: Running, keys: dict[str, Any], status: int, code: str
) -> None:
    phone = office.phone()
    lead = phone.mutation(an_id(), patch=a_lead())
    answer = phone.post(**{"mutations": [lead], **keys})
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert answer.content_type == "application/problem+json"
    assert lead["record"] not in phone.pull()


def test_a_cursor_from_the_future_and_a_changed_epoch_start_anew(office: Running) -> None:
    phone = office.phone()
    phone.pull()
    assert phone.post(cursor=10**6).json["code"] == "resync"
    store_epoch, _, view = phone.epoch.rpartition(".")  # type: ignore[union-attr]
    assert phone.post(epoch=f"{store_epoch}.{int(view) + 1}").json["code"] == "view_changed"
    assert phone.post(epoch=None).json["code"] == "resync"


@pytest.mark.parametrize(
    ("body", "encoding", "status"),
    [
        (b"", None, 400),
        (b"{", None, 400),
        (b"\xff", None, 400),
        (b'{"client_now": NaN}', None, 400),
        (b"[" * 100_000, None, 400),
        (b"[]", None, 422),
        (b"plain", "gzip", 400),
        (gzip.compress(b"{}", mtime=0)[:-4], "gzip", 400),
        (gzip.compress(b" " * 30_000_000, mtime=0), "gzip", 413),
        (b"{}", "br", 400),
        (b" " * 1_048_577, None, 413),
    ],
)
def test_a_body_that_is_none_is_refused_and_never_a_crash(
    office: Running, body: bytes, encoding: str | None, status: int
) -> None:
    phone = office.phone()
    headers = {"Authorization": f"Bearer {phone.token}"} | (
        {"Content-Encoding": encoding} if encoding else {}
    )
    answer = office.client.post("/api/v1/sync", data=body, headers=headers)
    assert answer.status_code == status, answer.get_data(as_text=True)
    assert answer.json["code"] in ("invalid", "too_large")


def test_both_directions_may_be_gzip(office: Running) -> None:
    phone = office.phone()
    body = {
        "client_now": time_text(office.time.ms),
        "cursor": 0,
        "mutations": [phone.mutation(an_id(), patch=a_lead())],
    }
    headers = {
        "Authorization": f"Bearer {phone.token}",
        "Content-Encoding": "gzip",
        "Accept-Encoding": "gzip",
    }
    answer = office.client.post(
        "/api/v1/sync", data=gzip.compress(json.dumps(body).encode()), headers=headers
    )
    assert answer.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(answer.data))["results"][0]["status"] == "applied"


def test_a_phone_a_year_ahead_is_clamped_and_told_so(office: Running) -> None:
    phone, manager = office.phone(), office.phone("manager")
    phone.error_ms = 365 * 86_400_000
    record = an_id()
    sent = phone.mutation(record, patch=a_lead(name="早"))
    (result,) = phone.send(sent)
    assert result["clamped"] is True
    assert result["stamp"].startswith("2026-11-24")
    assert phone.send(sent)[0] == {
        "id": sent["id"],
        "status": "duplicate",
        "clamped": True,
        "stamp": result["stamp"],
    }
    office.time.pass_(seconds=1)
    manager.send(manager.mutation(record, patch={"name": "晚"}))
    assert manager.pull()[record]["fields"]["name"] == "晚"


def test_an_edit_two_days_old_loses_against_yesterdays(office: Running) -> None:
    phone, manager = office.phone(), office.phone("manager")
    record = phone.log()
    phone.error_ms = 365 * 86_400_000
    phone.send(phone.mutation(record, patch={"city": "x"}))
    phone.error_ms = 0
    office.time.pass_(days=3)
    day = 86_400_000
    manager.send(manager.mutation(record, ago_ms=day, patch={"name": "昨天改的"}))
    phone.send(phone.mutation(record, ago_ms=2 * day, patch={"name": "前天改的"}))
    assert manager.pull()[record]["fields"]["name"] == "昨天改的"


def test_the_later_of_two_edits_of_a_slow_phone_wins_though_latency_jumps(office: Running) -> None:
    phone = office.phone()
    record = phone.log()
    office.time.pass_(seconds=200)
    phone.error_ms = -61_000
    phone.send(phone.mutation(record, patch={"name": "先"}))
    office.time.pass_(seconds=1)
    later = phone.mutation(record, patch={"name": "后"})
    phone.error_ms = -59_000
    office.time.pass_(seconds=-30)
    phone.send(later)
    assert phone.pull()[record]["fields"]["name"] == "后"


def test_a_revoked_phone_is_told_by_whom_and_an_unknown_one_nothing(office: Running) -> None:
    phone = office.phone()
    office.revoke(phone)
    answer = phone.post()
    assert (answer.status_code, answer.json["code"], answer.json["by"]) == (401, "revoked", "office")
    phone.token = "guess"
    assert phone.post().json["code"] == "unauthorised"
    assert office.client.get("/api/v1/nothing/here").status_code == 401
    assert office.client.get("/api/v1/status").json["ok"] is True
