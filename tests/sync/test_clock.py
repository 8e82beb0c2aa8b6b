"""Stamps: their text, what wrong clocks may do, and what order survives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadpwa.sync.clock import NodePair, Stamp, give, offset_ms, pair_after, parse, server_stamp

NODE = "9f2c4e1ab7d05c38"
TIMES = st.integers(min_value=0, max_value=253_402_300_799_999)
STAMPS = st.builds(Stamp, TIMES, st.integers(0, 0xFFFF), st.just(NODE))


@given(STAMPS)
def test_a_stamp_reads_back_as_it_was_written(stamp: Stamp) -> None:
    assert parse(str(stamp)) == stamp


@given(STAMPS, STAMPS)
def test_stamps_compare_as_their_texts(one: Stamp, other: Stamp) -> None:
    assert (str(one) < str(other)) == ((one.ms, one.counter) < (other.ms, other.counter))


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        7,
        "2026-11-24T08:00:00.123Z",
        f"2026-02-30T08:00:00.123Z-0000-{NODE}",
        f"2026-11-24T08:00:00.123Z-0000-{NODE.upper()}",
        f"2026-11-24T08:00:00.123Z-0000-{NODE}\n",
        f"2026-11-24T08:00:00.12٣Z-0000-{NODE}",
    ],
)
def test_what_is_no_stamp_is_none(text: object) -> None:
    assert parse(text) is None


def test_an_offset_within_a_minute_is_latency() -> None:
    assert offset_ms(1_060_000, 1_000_000) == 0
    assert offset_ms(1_060_001, 1_000_000) == 60_001
    assert offset_ms(939_999, 1_000_000) == -60_001


def test_a_clock_a_year_ahead_is_brought_back() -> None:
    year = 365 * 86_400_000
    sent = Stamp(2_000_000_000_000 + year, 3, NODE)
    assert give(sent, offset=year, now_ms=2_000_000_000_000, before=None) == Stamp(2_000_000_000_000, 3, NODE)


@given(st.lists(STAMPS, min_size=2, max_size=20, unique=True), st.integers(-(10**13), 10**13), TIMES)
def test_what_a_node_sent_later_stays_later_whatever_is_cut_off(
    sent: list[Stamp], offset: int, now: int
) -> None:
    pair: NodePair | None = None
    given: list[tuple[Stamp, Stamp]] = []
    for stamp in sorted(sent, key=str):
        got = give(stamp, offset=offset, now_ms=now, before=pair)
        pair = pair_after(pair, stamp, got)
        given.append((stamp, got))
    assert [str(got) for _, got in given] == sorted(str(got) for _, got in given)
    assert len({str(got) for _, got in given}) == len(given)


def test_a_full_counter_goes_on_in_the_next_millisecond() -> None:
    before = NodePair(str(Stamp(5, 0xFFFF, NODE)), str(Stamp(5, 0xFFFF, NODE)))
    assert give(Stamp(9, 0, NODE), offset=0, now_ms=5, before=before) == Stamp(6, 0, NODE)


def test_the_servers_own_stamp_is_after_all_it_has_stored() -> None:
    greatest = str(Stamp(1000, 7, NODE))
    assert str(server_stamp(900, greatest, "0" * 16)) > greatest
    assert server_stamp(1001, greatest, "0" * 16) == Stamp(1001, 0, "0" * 16)
