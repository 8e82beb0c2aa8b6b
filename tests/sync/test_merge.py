"""Merging: the same record whatever the order, and every tie decided."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from leadpwa.json_types import Json
from leadpwa.sync.merge import merge_deletion, merge_patch
from leadpwa.sync.record import Created, Record

EMPTY = Record("lead", "r", Created("", None, None, ""))
STAMPS = [
    "2026-11-24T08:00:00.000Z-0000-000000000000000a",
    "2026-11-24T08:00:00.000Z-0001-000000000000000b",
    "2026-11-25T08:00:00.000Z-0000-000000000000000a",
]
VALUES: st.SearchStrategy[Json] = st.one_of(st.none(), st.text(max_size=3), st.integers(0, 3), st.booleans())
SET_CHANGES = st.builds(
    lambda add, remove: {"add": add, "remove": remove},
    st.lists(st.sampled_from("abc"), max_size=2),
    st.lists(st.sampled_from("abc"), max_size=2),
)
CONSENTS = st.builds(lambda given: {"given": given}, st.booleans())
PATCHES = st.tuples(
    st.sampled_from(STAMPS),
    st.one_of(
        st.dictionaries(st.sampled_from(["name", "note", "captured_at"]), VALUES, min_size=1),
        st.fixed_dictionaries({"models": SET_CHANGES}),
        st.fixed_dictionaries({"consent_contact": CONSENTS}),
        st.sampled_from([True, False]),
    ),
)


def _apply(record: Record, change: tuple[str, object]) -> Record:
    stamp, what = change
    if isinstance(what, bool):
        return merge_deletion(record, stamp, deleted=what)
    return merge_patch(record, what, stamp)  # type: ignore[arg-type]


def _state(record: Record) -> object:
    return (dict(record.fields), dict(record.stamps), record.deleted)


@given(st.lists(PATCHES, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_every_order_of_the_same_changes_gives_the_same_record(
    changes: list[tuple[str, object]], order: random.Random
) -> None:
    first = EMPTY
    for change in changes:
        first = _apply(first, change)
    shuffled = [*changes, *changes]
    order.shuffle(shuffled)
    second = EMPTY
    for change in shuffled:
        second = _apply(second, change)
    assert _state(first) == _state(second)


def test_different_fields_both_stay() -> None:
    one = merge_patch(EMPTY, {"name": "张伟"}, STAMPS[0])
    both = merge_patch(one, {"note": "周二来"}, STAMPS[1])
    assert both.fields == {"name": "张伟", "note": "周二来"}


def test_the_later_change_of_a_field_wins_and_null_empties_it() -> None:
    later = merge_patch(EMPTY, {"name": None}, STAMPS[1])
    assert merge_patch(later, {"name": "张伟"}, STAMPS[0]).fields == {}


def test_of_equal_stamps_the_greater_canonical_text_wins() -> None:
    for one, other in itertools.permutations(["𠮷", "￿"]):
        merged = merge_patch(merge_patch(EMPTY, {"name": one}, STAMPS[0]), {"name": other}, STAMPS[0])
        # By UTF-8 bytes, in which a rare character is the greater; by UTF-16 it would not be.
        assert merged.fields["name"] == "𠮷"


def test_of_equal_stamps_a_withdrawal_of_consent_wins() -> None:
    for one, other in itertools.permutations([True, False]):
        merged = merge_patch(EMPTY, {"consent_contact": {"given": one, "wording": "z"}}, STAMPS[0])
        merged = merge_patch(merged, {"consent_contact": {"given": other, "wording": "a"}}, STAMPS[0])
        assert merged.fields["consent_contact"]["given"] is False  # type: ignore[index,call-overload]


def test_the_earliest_time_of_capture_stays() -> None:
    later = merge_patch(EMPTY, {"captured_at": "2026-11-25T00:00:00Z"}, STAMPS[2])
    assert merge_patch(later, {"captured_at": "2026-11-24T00:00:00Z"}, STAMPS[0]).fields == {
        "captured_at": "2026-11-24T00:00:00Z"
    }


def test_a_set_keeps_what_two_people_added_and_remembers_what_was_removed() -> None:
    one = merge_patch(EMPTY, {"models": {"add": ["tiggo-8"]}}, STAMPS[0])
    both = merge_patch(one, {"models": {"add": ["exeed-rx"], "remove": ["tiggo-8"]}}, STAMPS[1])
    assert both.fields["models"] == ["exeed-rx"]
    assert merge_patch(both, {"models": {"add": ["tiggo-8"]}}, STAMPS[0]).fields["models"] == ["exeed-rx"]
    assert both.stamps == {"models/tiggo-8": STAMPS[1], "models/exeed-rx": STAMPS[1]}


def test_of_equal_stamps_the_deletion_holds_and_the_addition_stays() -> None:
    for order in itertools.permutations([True, False]):
        record = EMPTY
        for deleted in order:
            record = merge_deletion(record, STAMPS[0], deleted=deleted)
        assert record.deleted
    for order in itertools.permutations(["add", "remove"]):
        record = EMPTY
        for act in order:
            record = merge_patch(record, {"models": {act: ["a"]}}, STAMPS[0])
        assert record.fields["models"] == ["a"]


def test_a_change_after_a_deletion_is_kept_and_does_not_bring_back() -> None:
    deleted = merge_deletion(replace(EMPTY, fields={}), STAMPS[0], deleted=True)
    changed = merge_patch(deleted, {"note": "后来的话"}, STAMPS[2])
    assert changed.deleted
    assert changed.fields == {"note": "后来的话"}
