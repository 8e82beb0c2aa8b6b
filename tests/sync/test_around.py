"""What a record looks like by what stands around it: the person's other leads, merged ones, activities, `known`."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any

from tests.builders import GIVEN, Phone, Running, an_id

REFUSED = {**GIVEN, "given": False}


def _leads(phone: Phone) -> dict[str, dict[str, Any]]:
    return {id_: r["fields"] for id_, r in phone.pull().items() if r["kind"] == "lead"}


def _known(phone: Phone) -> list[dict[str, Any]]:
    return [r["fields"] for r in phone.pull().values() if r["kind"] == "known" and "deleted" not in r]


def test_the_later_advisor_learns_whose_customer_it_may_be_and_no_more(office: Running) -> None:
    first, second, manager = office.phone(name="何俊"), office.phone(), office.phone("manager")
    earlier = first.log(mobile="138 0013 8000")
    office.time.pass_(seconds=1)
    later = second.log(mobile="+86 13800138000", name="不同的名字")
    assert _leads(second)[later]["duplicates"] == [{"owner_name": "何俊"}]
    assert "duplicates" not in _leads(first)[earlier]
    assert _leads(manager)[later]["duplicates"] == [{"owner_name": "何俊", "lead": earlier}]


def test_across_dealers_only_head_office_sees_the_link(office: Running) -> None:
    first, other, hq = office.phone(name="何俊"), office.phone(dealer="D02"), office.phone("hq", None)
    earlier = first.log()
    office.time.pass_(seconds=1)
    later = other.log()
    assert "duplicates" not in _leads(other)[later]
    assert "duplicates" not in _leads(office.phone("manager", "D02"))[later]
    assert _leads(hq)[later]["duplicates"] == [{"owner_name": "何俊", "lead": earlier}]


def test_which_came_first_is_decided_by_the_stamp_and_a_phone_in_1970_wins_no_customer(
    office: Running,
) -> None:
    first, second = office.phone(name="何俊"), office.phone()
    earlier = first.log()
    office.time.pass_(seconds=1)
    second.error_ms = -office.time.ms + 1000
    later = second.log(captured_at="1970-01-01T00:00:01Z")
    assert _leads(second)[later]["duplicates"] == [{"owner_name": "何俊"}]
    assert "duplicates" not in _leads(first)[earlier]


def test_a_changed_number_of_the_first_gives_the_second_a_new_seq(office: Running) -> None:
    first, second = office.phone(name="何俊"), office.phone()
    earlier = first.log()
    office.time.pass_(seconds=1)
    later = second.log()
    second.pull()
    first.send(first.mutation(earlier, patch={"mobile": "13900139000"}))
    assert "duplicates" not in _leads(second)[later]
    assert "duplicates" not in _leads(office.phone(user=second.user["id"]))[later]
    first.send(first.mutation(earlier, patch={"wechat": " HeJun "}))
    second.send(second.mutation(later, patch={"wechat": "ＨＥＪＵＮ"}))
    assert _leads(second)[later]["duplicates"] == [{"owner_name": "何俊"}]
    first.send(first.mutation(earlier, delete=True))
    assert "duplicates" not in _leads(second)[later]


def test_an_earlier_lead_that_arrives_later_is_told_to_the_one_that_was_there(office: Running) -> None:
    first, second = office.phone(name="何俊"), office.phone()
    office.time.pass_(seconds=60)
    later = second.log()
    assert "duplicates" not in _leads(second)[later]
    from tests.builders import a_lead

    first.send(first.mutation(an_id(), ago_ms=30_000, patch=a_lead()))
    assert _leads(second)[later]["duplicates"] == [{"owner_name": "何俊"}]


def test_a_merged_group_has_the_stricter_consent_and_says_so_to_phones_that_have_it_already(
    office: Running,
) -> None:
    advisor, manager = office.phone(), office.phone("manager")
    one, other = advisor.log(), advisor.log(mobile="13900139000")
    call = advisor.mutation(an_id(), kind="activity", patch={"lead": one, "type": "call", "text": "住天河"})
    advisor.send(call)
    assert _leads(advisor)[one]["name"] == "张伟"
    manager.send(manager.mutation(other, patch={"merged_into": one}))
    advisor.send(advisor.mutation(other, patch={"consent_contact": REFUSED}))
    held = advisor.pull()
    assert "name" not in held[one]["fields"]
    assert "text" not in held[call["record"]]["fields"]
    manager.send(manager.mutation(other, patch={"merged_into": None}))
    held = advisor.pull()
    assert held[one]["fields"]["name"] == "张伟"
    assert held[call["record"]]["fields"]["text"] == "住天河"
    assert "name" not in held[other]["fields"]


def test_a_merge_counts_only_within_one_dealer(office: Running) -> None:
    advisor, manager, hq = office.phone(), office.phone("manager"), office.phone("hq", None)
    one, other = advisor.log(), advisor.log(mobile="13900139000")
    manager.send(manager.mutation(other, patch={"merged_into": one}))
    advisor.send(advisor.mutation(other, patch={"consent_contact": REFUSED}))
    assert "name" not in _leads(advisor)[one]
    hq.send(hq.mutation(other, patch={"dealer": "D02"}))
    assert _leads(advisor)[one]["name"] == "张伟"


def test_fault_68_two_who_merge_crosswise_lose_no_customer(office: Running) -> None:
    advisor, one, other = office.phone(), office.phone("manager"), office.phone("manager")
    a, b = advisor.log(), advisor.log(mobile="13900139000")
    one.send(one.mutation(a, patch={"merged_into": b}))
    other.send(other.mutation(b, patch={"merged_into": a}))
    held = _leads(advisor)
    assert (held[a]["merged_into"], held[b]["merged_into"]) == (b, a)
    # One of the two stands for both: the one created first.
    assert len(_known(advisor)) == 1
    assert advisor.send(advisor.mutation(a, patch={"note": "还在"}))[0]["status"] == "applied"


def test_known_recognises_a_colleagues_customer_by_the_key_from_pairing(office: Running) -> None:
    code = office.invite()
    body = {"code": code, "device": {"id": an_id(), "name": ""}}
    key = office.client.post("/api/v1/pair", json=body).json["known_key"]
    raw = base64.urlsafe_b64decode(key + "=")
    mine, colleague, stranger = office.phone(name="何俊"), office.phone(), office.phone(dealer="D02")
    record = mine.log()
    tag = hmac.new(raw, b"+8613800138000", hashlib.sha256).hexdigest()[:6]
    assert _known(colleague) == [{"tag": tag, "owner_name": "何俊", "state": "open"}]
    assert _known(stranger) == []
    assert _known(office.phone("hq", None)) == []
    mine.send(mine.mutation(record, patch={"signed_on": "2026-11-24"}))
    assert _known(colleague)[0]["state"] == "customer"
    mine.send(mine.mutation(record, patch={"consent_contact": REFUSED}))
    assert _known(colleague) == []
    mine.send(mine.mutation(record, patch={"consent_contact": GIVEN}))
    assert len(_known(colleague)) == 1
    hq = office.phone("hq", None)
    hq.send(hq.mutation(record, patch={"dealer": "D02"}))
    assert (_known(colleague), len(_known(stranger))) == ([], 1)
    office.store.close()
    office.open()
    stranger.client = office.client
    assert len(_known(office.phone(dealer="D02"))) == 1


def test_nobody_writes_known(office: Running) -> None:
    phone = office.phone()
    phone.log()
    (id_,) = [r["id"] for r in phone.pull().values() if r["kind"] == "known"]
    (result,) = phone.send(phone.mutation(id_, kind="known", patch={"tag": "000000"}))
    assert result["problem"]["code"] == "not_allowed"


def test_a_new_activity_keeps_the_lead_longer_and_gives_it_a_new_seq(office: Running) -> None:
    phone = office.phone()
    record = phone.log()
    assert _leads(phone)[record]["retain_until"] == "2028-11-24"
    office.time.pass_(days=30)
    visit = {"lead": record, "type": "visit", "at": "2026-12-24T12:00:00+08:00"}
    phone.send(phone.mutation(an_id(), kind="activity", patch=visit))
    assert _leads(phone)[record]["retain_until"] == "2028-12-24"
    office.store.close()
    for snapshot in (office.folder.snapshot, office.folder.older_snapshot):
        snapshot.unlink(missing_ok=True)
    office.open()
    assert _leads(office.phone(user=phone.user["id"]))[record]["retain_until"] == "2028-12-24"
