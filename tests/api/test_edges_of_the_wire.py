"""What review and fuzzing found at the edges of the wire: refused by name or kept exactly, never a crash or a leak."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.builders import CAPTURED, GIVEN, Running, a_lead, an_id


def test_an_unknown_field_called_lead_ties_a_lead_to_nobody_elses(office: Running) -> None:
    mine, stranger = office.phone(), office.phone(dealer="D02")
    theirs = stranger.log()
    record = mine.log(lead=theirs)
    assert mine.pull()[record]["fields"]["lead"] == theirs
    assert record not in stranger.pull()
    assert mine.send(mine.mutation(record, patch={"note": "还是我的"}))[0]["status"] == "applied"


def test_a_reading_with_an_unknown_field_called_lead_stays_its_users(office: Running) -> None:
    mine, stranger = office.phone(), office.phone(dealer="D02")
    taker, manager = office.phone(dealer="D02"), office.phone("manager", "D02")
    theirs = stranger.log()
    read = mine.mutation(an_id(), kind="reading", patch={"page": "p", "done": "read", "lead": theirs})
    mine.send(read)
    manager.send(manager.mutation(theirs, patch={"owner": taker.user["id"]}))
    assert read["record"] in mine.pull()
    assert read["record"] not in taker.pull()


def test_whose_a_reading_is_comes_from_the_token(office: Running) -> None:
    phone, manager, colleague = office.phone(), office.phone("manager"), office.phone()
    read = phone.mutation(an_id(), kind="reading", patch={"page": "policy/board", "done": "confirmed"})
    done = phone.mutation(an_id(), kind="exercise", patch={"lesson": "man", "answer": [1], "mark": 1})
    assert [r["status"] for r in phone.send(read, done)] == ["applied", "applied"]
    for record in (read["record"], done["record"]):
        assert manager.pull()[record]["fields"]["user"] == phone.user["id"]
        assert record not in colleague.pull()
    claimed = {"page": "policy/board", "done": "read", "user": colleague.user["id"]}
    (refused,) = phone.send(phone.mutation(an_id(), kind="reading", patch=claimed))
    assert refused["problem"]["code"] == "not_allowed"


def test_a_duplicate_says_what_was_given_also_where_the_first_sending_brought_the_stamp(
    office: Running,
) -> None:
    phone = office.phone()
    plain = phone.mutation(an_id(), patch=a_lead())
    earlier = f"2026-11-24T03:00:00.000Z-0000-{phone.node}"
    (first,) = phone.send({**plain, "stamp": earlier})
    assert "clamped" not in first
    (again,) = phone.send(plain)
    assert (again["status"], again["clamped"], again["stamp"]) == ("duplicate", True, earlier)
    assert "clamped" not in phone.send({**plain, "stamp": earlier})[0]


def test_extra_keys_and_an_empty_patch_are_taken_and_belong_to_the_contents(office: Running) -> None:
    phone = office.phone()
    sent = phone.mutation(an_id(), patch=a_lead(), mood="good")
    assert phone.send(sent)[0]["status"] == "applied"
    assert phone.send({**sent, "mood": "bad"})[0]["problem"]["code"] == "id_reused"
    assert phone.send(phone.mutation(sent["record"], patch={}))[0]["status"] == "applied"


def test_what_is_nested_deep_is_kept_and_far_too_deep_is_that_mutations_refusal(office: Running) -> None:
    def nested(depth: int) -> Any:
        value: Any = 1
        for _ in range(depth):
            value = [value]
        return value

    phone = office.phone()
    deep = phone.mutation(an_id(), patch=a_lead(newer=nested(200)))
    too_deep = phone.mutation(an_id(), patch=a_lead(newer=nested(400)))
    results = phone.send(deep, too_deep)
    assert [r["status"] for r in results] == ["applied", "refused"]
    assert phone.pull()[deep["record"]]["fields"]["newer"] == nested(200)
    office.store.close()
    office.open()


@pytest.mark.parametrize("number", [2**53, -(2**53), 2**53 - 1, 0.1])
def test_the_greatest_integers_are_kept_compared_and_found_again(office: Running, number: float) -> None:
    phone = office.phone()
    sent = phone.mutation(an_id(), patch=a_lead(odometer=number))
    assert [r["status"] for r in phone.send(sent, sent)] == ["applied", "duplicate"]
    tie = {**phone.mutation(sent["record"], patch={"odometer": 1}), "hlc": sent["hlc"]}
    assert phone.send(tie)[0]["status"] == "applied"


@pytest.mark.parametrize(
    ("id_", "answered"),
    [
        ("\ud800", "\ud800"),
        (7, 7),
        (None, None),
        ([1], None),
        ({"a": 1}, None),
        (True, True),
        (2**60, None),
        ("x\0", "x\0"),
    ],
)
def test_fault_63_a_broken_id_is_one_mutations_refusal(office: Running, id_: Any, answered: Any) -> None:
    phone = office.phone()
    good = phone.mutation(an_id(), patch=a_lead())
    broken, kept = phone.send({**good, "id": id_}, good)
    assert (broken["status"], broken["id"]) == ("refused", answered)
    assert kept["status"] == "applied"


@pytest.mark.parametrize("body", ['{"id":1e999}', '{"id":' + "[" * 970 + "]" * 970 + "}", '{"\\ud800":1}'])
def test_the_answer_is_json_whatever_was_sent_as_an_id(office: Running, body: str) -> None:
    phone = office.phone()
    good = json.dumps(phone.mutation(an_id(), patch={**a_lead()}))
    text = f'{{"client_now":"2026-11-24T04:00:00Z","mutations":[{body},{good}]}}'
    headers = {"Authorization": f"Bearer {phone.token}"}
    answer = office.client.post("/api/v1/sync", data=text, headers=headers)

    def no_constant(name: str) -> None:
        raise AssertionError(name)

    assert answer.status_code in (200, 400)
    results = json.loads(answer.get_data(as_text=True), parse_constant=no_constant)
    if answer.status_code == 200:
        assert [r["status"] for r in results["results"]] == ["refused", "applied"]


def test_a_key_with_half_a_character_is_named_and_holds_nothing_up(office: Running) -> None:
    phone = office.phone()
    broken = phone.mutation(an_id(), patch={**CAPTURED, "no_contact": True}, **{"\ud800": 1})
    results = phone.send(broken, phone.mutation(an_id(), patch=a_lead()))
    assert results[0]["problem"]["code"] == "text_invalid"
    assert results[1]["status"] == "applied"


@pytest.mark.parametrize("now", ["1700000000", "2026-11-24", "2026-11-24T04:00:00", 1700000000, None, ""])
def test_a_clients_time_without_offset_is_a_wrong_envelope(office: Running, now: Any) -> None:
    assert office.phone().post(client_now=now).status_code == 422


def test_what_was_lost_before_a_restart_is_still_gone_after_it(office: Running) -> None:
    advisor, other, manager = office.phone(), office.phone(), office.phone("manager")
    first, second = advisor.log(), advisor.log(mobile="13900139000")
    advisor.pull()
    for record in (first, second):
        manager.send(manager.mutation(record, patch={"owner": other.user["id"]}))
    other.send(other.mutation(first, patch={"note": "新"}))
    office.store.close()
    office.open()
    advisor.client = office.client
    assert {gone["id"] for gone in advisor.post().json["gone"]} == {first, second}


def test_after_a_withdrawal_no_word_that_was_typed_leaves_wherever_it_stood(office: Running) -> None:
    phone = office.phone()
    word = "张伟的话"
    record = phone.log(
        decider={"yes": True, "who": word},
        next_step={"on": "2026-12-01", "what": word, "phone": word},
        trade_in={"model": word, "year": 2019, "plate": word},
        budget={"min": 1, "remark": word},
        fell_back={"from": word, "why": word},
        order_no=word,
        invalid_why=word,
        newer={"a": word},
        interests={"add": [word]},
        lost={"why": "price", "text": word, "competitor": word},
        company_profile={"background": word},
    )
    call = phone.mutation(
        an_id(), kind="activity", patch={"lead": record, "type": "call", "answers": word, "newer": word}
    )
    phone.send(call, phone.mutation(record, patch={"consent_contact": {**GIVEN, "given": False}}))
    held = phone.pull()
    text = json.dumps(held, ensure_ascii=False)
    assert word not in text
    assert held[record]["fields"]["next_step"] == {"on": "2026-12-01"}
    assert held[record]["fields"]["lost"] == {"why": "price"}
    assert held[call["record"]]["fields"]["withheld"] == ["answers", "newer"]


def test_who_came_after_a_loss_never_had_what_was_lost(office: Running) -> None:
    advisor, hq = office.phone(), office.phone("hq", None)
    record = advisor.log()
    office.time.pass_(seconds=10)
    hq.send(hq.mutation(record, patch={"dealer": "D02"}))
    manager = office.phone("manager")
    early = manager.mutation(record, ago_ms=9_000, patch={"note": "x"})
    assert manager.send(early)[0]["problem"]["code"] == "unknown_record"


def test_a_lead_of_head_office_has_its_owner_and_no_dealer(office: Running) -> None:
    hq = office.phone("hq", None)
    record = hq.log()
    fields = hq.pull()[record]["fields"]
    assert fields["owner"] == hq.user["id"]
    assert "dealer" not in fields


def test_refusals_and_changes_together_stay_within_a_mebibyte(office: Running) -> None:
    phone = office.phone()
    for start in range(0, 200, 50):
        phone.send(
            *(
                phone.mutation(an_id(), patch=a_lead(note="长" * 2000, mobile=f"13800138{start + n:03d}"))
                for n in range(50)
            )
        )
    bad = [phone.mutation(an_id(), patch={"note": "x"}) for _ in range(500)]
    answer = phone.post(bad)
    assert answer.json["more"] is True
    assert len(answer.data) <= 1024 * 1024


def test_a_time_that_no_calendar_holds_is_refused(office: Running) -> None:
    phone = office.phone()
    (result,) = phone.send(phone.mutation(an_id(), patch=a_lead(captured_at="0001-01-01T00:00:00+14:00")))
    assert result["problem"]["errors"][0]["path"] == "patch.captured_at"
