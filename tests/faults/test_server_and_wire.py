"""Faults of the server and the wire, by their numbers in docs/faults.md, as a stranger's client would meet them."""

from __future__ import annotations

import random
import threading
from typing import Any

import pytest

from leadpwa.office.organisation import keep_rules
from tests.builders import CAPTURED, Phone, Running, a_lead, an_id

SEED = 20261124


def _leads(phone: Phone) -> dict[str, dict[str, Any]]:
    return {id_: record for id_, record in phone.pull().items() if record["kind"] == "lead"}


def _statuses(results: list[dict[str, Any]]) -> list[str]:
    return [result["status"] for result in results]


def test_fault_2_the_same_batch_five_times_in_a_row_and_twice_at_once(office: Running) -> None:
    phone = office.phone()
    batch = [phone.mutation(an_id(), patch=a_lead(mobile=f"138001380{n:02d}")) for n in range(20)]
    answers: list[list[str]] = []
    threads = [threading.Thread(target=lambda: answers.append(_statuses(phone.send(*batch)))) for _ in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(status for answer in answers for status in answer) == ["applied"] * 20 + ["duplicate"] * 20
    for _ in range(5):
        assert set(_statuses(phone.send(*batch))) == {"duplicate"}
    assert len(_leads(phone)) == 20


def test_fault_3_batches_in_any_order_end_in_the_same_records(office: Running) -> None:
    chance = random.Random(SEED)
    phone = office.phone()
    ids = [an_id() for _ in range(4)]
    work: list[Any] = []
    for id_ in ids:
        work.append(phone.mutation(id_, ago_ms=9_000, patch=a_lead()))
        work += [phone.mutation(id_, ago_ms=8_000 - n, patch={"note": f"n{n}"}) for n in range(3)]
        work.append(phone.mutation(an_id(), kind="activity", patch={"lead": id_, "type": "call"}))
    chance.shuffle(work)
    waiting = work
    for _ in range(10):
        results = phone.send(*waiting)
        assert all(r["status"] == "applied" or r.get("retry") for r in results)
        waiting = [m for m, r in zip(waiting, results, strict=True) if r["status"] != "applied"]
        if not waiting:
            break
    assert waiting == []
    assert {record["fields"]["note"] for record in _leads(phone).values()} == {"n2"}


def test_fault_14_a_deletion_against_an_earlier_a_later_and_a_concurrent_edit(office: Running) -> None:
    phone, manager = office.phone(), office.phone("manager")
    record = phone.log()
    office.time.pass_(seconds=100)
    deletion = manager.mutation(record, ago_ms=50_000, delete=True)
    earlier = phone.mutation(record, ago_ms=60_000, patch={"note": "早"})
    later = phone.mutation(record, ago_ms=40_000, patch={"city": "广州"})
    same = {**phone.mutation(record, patch={"company": "同时"}), "hlc": deletion["hlc"]}
    assert _statuses(phone.send(later)) == ["applied"]
    assert _statuses(manager.send(deletion)) == ["applied"]
    assert _statuses(phone.send(earlier, same)) == ["applied", "applied"]
    assert phone.pull()[record]["fields"] == {}
    fields = manager.pull()[record]["fields"]
    assert (fields["note"], fields["city"], fields["company"]) == ("早", "广州", "同时")
    assert fields["changed_after_delete"] is True


def test_fault_15_and_16_created_and_deleted_in_one_batch_and_sent_again(office: Running) -> None:
    phone = office.phone()
    lead = phone.mutation(an_id(), patch=a_lead())
    deletion = phone.mutation(lead["record"], delete=True)
    assert _statuses(phone.send(lead, deletion)) == ["applied", "applied"]
    assert _statuses(phone.send(lead, deletion)) == ["duplicate", "duplicate"]
    record = phone.pull()[lead["record"]]
    assert (record["fields"], "deleted" in record) == ({}, True)
    anew = phone.mutation(lead["record"], patch=a_lead(name="又建一次"))
    assert _statuses(phone.send(anew)) == ["applied"]
    assert "deleted" in phone.pull()[lead["record"]]


@pytest.mark.parametrize("error_days", [365, -365, -20_000])
def test_fault_17_a_phone_with_a_wrong_clock_neither_wins_all_nor_loses_all(
    office: Running, error_days: int
) -> None:
    phone, manager = office.phone(), office.phone("manager")
    phone.error_ms = max(error_days * 86_400_000, 1000 - office.time.ms)
    record = phone.log(name="一")
    office.time.pass_(seconds=5)
    manager.send(manager.mutation(record, patch={"name": "二"}))
    office.time.pass_(seconds=5)
    phone.send(phone.mutation(record, patch={"name": "三"}))
    assert _leads(manager)[record]["fields"]["name"] == "三"
    phone.error_ms = 0
    office.time.pass_(seconds=5)
    phone.send(phone.mutation(record, patch={"name": "四"}))
    office.time.pass_(seconds=5)
    manager.send(manager.mutation(record, patch={"name": "五"}))
    assert _leads(manager)[record]["fields"]["name"] == "五"


def test_fault_18_the_servers_clock_steps_back_and_no_pull_skips_anything(office: Running) -> None:
    phone, manager = office.phone(), office.phone("manager")
    known: set[str] = set()
    seqs: list[int] = []
    for step in (0, -3600, 7200, -86_400, 5):
        office.time.pass_(seconds=step)
        known.add(phone.log(mobile=f"1380013800{len(known)}"))
        assert known <= _leads(manager).keys()
        seqs.append(manager.cursor)
    assert seqs == sorted(set(seqs))


def test_fault_20_one_invalid_among_a_hundred_is_explained_alone(office: Running) -> None:
    phone = office.phone()
    batch = [phone.mutation(an_id(), patch=a_lead(mobile=f"138001380{n:02d}")) for n in range(100)]
    batch[41]["patch"]["mobile"] = "没有号码"
    results = phone.send(*batch)
    assert _statuses(results).count("applied") == 99
    assert results[41]["problem"]["errors"][0]["path"] == "patch.mobile"


@pytest.mark.parametrize("claim", ["user", "dealer", "organisation", "roles", "owner"])
def test_fault_22_a_body_that_claims_to_be_another_changes_nothing(office: Running, claim: str) -> None:
    phone, other = office.phone(), office.phone(dealer="D02")
    theirs = other.log()
    value = {"dealer": "D02", "roles": ["hq"]}.get(claim, other.user["id"])
    answer = phone.post([], **{claim: value})
    assert theirs not in [record["id"] for record in answer.json["changes"]]
    if claim in ("dealer", "owner"):
        (result,) = phone.send(phone.mutation(an_id(), patch=a_lead(**{claim: value})))
        assert result["problem"]["code"] == "not_allowed"


@pytest.mark.parametrize("client", ["leadpwa/0.1.0", "leadpwa/99.0.0", "another client", ""])
def test_fault_26_older_and_newer_clients_push_and_keep_what_they_do_not_know(
    office: Running, client: str
) -> None:
    newer, older = office.phone(), office.phone("manager")
    record = newer.log(from_the_future={"a": [1, None, "𠮷"]})
    office.time.pass_(seconds=1)
    edit = older.mutation(record, patch={"note": "旧版改的"})
    assert older.post([edit], client=client).json["results"][0]["status"] == "applied"
    fields = _leads(newer)[record]["fields"]
    assert (fields["from_the_future"], fields["note"]) == ({"a": [1, None, "𠮷"]}, "旧版改的")


def test_fault_28_random_bytes_on_every_endpoint_are_refused_and_never_a_crash(office: Running) -> None:
    chance = random.Random(SEED)
    admin = office.phone("hq", None)
    bodies: list[bytes] = [b"", b"{", b"null", b"[]", b"7", b'"x"', b"\xff\xfe", b"[" * 5000, b"\x1f\x8b\x08"]
    bodies += [chance.randbytes(chance.randint(1, 200)) for _ in range(15)]
    paths = office.client.get("/api/v1/openapi.json").json["paths"]
    for path, operations in paths.items():
        for method in operations:
            for body in bodies:
                for encoding in ("identity", "gzip"):
                    headers = {"Authorization": f"Bearer {admin.token}", "Content-Encoding": encoding}
                    where = f"/api/v1{path}".replace("{id}", chance.choice([an_id(), "%ff", "..", "x" * 300]))
                    answer = office.client.open(where, method=method.upper(), data=body, headers=headers)
                    assert answer.status_code < 500, (method, path, body)
                    if answer.status_code >= 400:
                        assert answer.content_type == "application/problem+json", (method, path, body)
                        assert answer.json["code"]


def test_fault_29_two_phones_race_for_one_code_and_one_gets_it(office: Running) -> None:
    code = office.invite()
    statuses: list[int] = []

    def pair() -> None:
        body = {"code": code, "device": {"id": an_id(), "name": ""}}
        statuses.append(office.client.application.test_client().post("/api/v1/pair", json=body).status_code)

    threads = [threading.Thread(target=pair) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [201] + [403] * 7


def test_fault_46_an_edit_before_its_lead_waits_and_a_stranger_sees_no_difference(office: Running) -> None:
    creator, editor, stranger = office.phone(), office.phone("manager"), office.phone(dealer="D02")
    lead = creator.mutation(an_id(), ago_ms=1000, patch=a_lead())
    edit = editor.mutation(lead["record"], patch={"note": "先到的"})
    (early,) = editor.send(edit)
    assert (early["problem"]["code"], early["retry"]) == ("unknown_record", True)
    creator.send(lead)
    assert _statuses(editor.send(edit)) == ["applied"]
    assert _leads(creator)[lead["record"]]["fields"]["note"] == "先到的"
    replayed, unknown = stranger.send(edit, {**edit, "record": an_id()})
    assert replayed == unknown


TEXTS = [
    ("𠮷野家", None),
    ("‮abc", None),
    ("=1+1", None),
    ("@SUM(A1)", None),
    ("<script>alert(1)</script>", None),
    ("../../etc/passwd", None),
    ("é", None),
    ("\ud800", "text_invalid"),
    ("a\0b", "text_invalid"),
]


@pytest.mark.parametrize(("text", "code"), TEXTS)
def test_fault_53_every_text_is_kept_exactly_or_refused_by_name(
    office: Running, text: str, code: str | None
) -> None:
    phone = office.phone()
    names = ("name", "company", "wechat", "email", "city", "note", "persona", "recent", "order_no", "event")
    for name in names:
        sent = phone.mutation(an_id(), patch=a_lead(**{name: text}))
        (result,) = phone.send(sent)
        if code is None:
            assert _leads(phone)[sent["record"]]["fields"][name] == text
        else:
            assert result["problem"]["code"] == code
            assert result["problem"]["errors"][0]["path"] == f"patch.{name}"
    tags = phone.mutation(an_id(), patch=a_lead(tags={"add": [text]}))
    (result,) = phone.send(tags)
    assert result["status"] == ("applied" if code is None else "refused")


@pytest.mark.parametrize("number", [2**60, -(2**60), 1e400, 2**53 + 1])
def test_fault_53_numbers_that_not_every_program_can_hold_are_refused(office: Running, number: float) -> None:
    phone = office.phone()
    answer = phone.post([phone.mutation(an_id(), patch=a_lead(odometer=number))])
    refused = answer.status_code == 400 or answer.json["results"][0]["problem"]["code"] == "invalid"
    assert refused


def test_fault_54_a_changed_rules_file_reaches_phones_and_the_history_says_which_was_judged_by(
    office: Running,
) -> None:
    phone = office.phone()
    before = phone.pull()["rules"]["fields"]["hash"]
    record = an_id()
    phone.post([phone.mutation(record, patch=a_lead())], rules=before)
    keep_rules(office.store, {"hash": "a-newer-one", "rules": {}}, office.clock)
    assert phone.pull()["rules"]["fields"]["hash"] == "a-newer-one"
    office.time.pass_(seconds=1)
    phone.post([phone.mutation(record, patch={"note": "x"})], rules="a-newer-one")
    entries = phone.ask("GET", f"/leads/{record}/history").json
    assert (entries[0]["rules"], entries[-1]["rules"]) == ("a-newer-one", before)


def test_fault_65_work_from_before_a_lead_was_handed_on_counts_also_when_its_answer_was_lost(
    office: Running,
) -> None:
    giver, taker, manager = office.phone(), office.phone(), office.phone("manager")
    record = giver.log()
    office.time.pass_(seconds=10)
    call = giver.mutation(
        an_id(), kind="activity", ago_ms=5_000, patch={"lead": record, "type": "call", "text": "打过"}
    )
    manager.send(manager.mutation(record, ago_ms=1_000, patch={"owner": taker.user["id"]}))
    assert _statuses(giver.send(call)) == ["applied"]
    assert _statuses(giver.send(call)) == ["duplicate"]
    assert taker.pull()[call["record"]]["fields"]["by"] == giver.user["id"]


def test_fault_67_nothing_happens_to_a_stranger_and_nothing_is_learnt(office: Running) -> None:
    mine, stranger = office.phone(), office.phone(dealer="D02")
    lead = mine.mutation(an_id(), patch=a_lead())
    call = mine.mutation(an_id(), kind="activity", patch={"lead": lead["record"], "type": "call"})
    read = mine.mutation(an_id(), kind="reading", patch={"page": "p", "done": "read"})
    mine.send(lead, call, read)
    before = _leads(mine)
    hung = stranger.mutation(an_id(), kind="activity", patch={"lead": lead["record"], "type": "visit"})
    over = stranger.mutation(lead["record"], patch={**CAPTURED, "no_contact": True})
    over_call = stranger.mutation(
        call["record"], kind="activity", patch={"lead": stranger.log(), "type": "call"}
    )
    over_reading = stranger.mutation(read["record"], kind="reading", patch={"page": "q", "done": "read"})
    for mutation in (hung, over, over_call, over_reading, lead, call, read):
        (result,) = stranger.send(mutation)
        (nothing,) = stranger.send(
            {**mutation, "record": an_id(), "patch": {"lead": an_id(), "type": "call"}}
        )
        assert {**result, "id": ""} == {**nothing, "id": ""}
        assert result["problem"]["code"] == "unknown_record"
    assert _leads(mine) == before
    own = stranger.mutation(an_id(), patch=a_lead())
    assert _statuses(stranger.send({**own, "id": lead["id"]})) == ["applied"]
