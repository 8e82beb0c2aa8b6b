"""Hybrid logical clock: `2026-11-24T08:00:00.123Z-0000-9f2c4e1ab7d05c38`.

UTC time in milliseconds, a counter of four hex digits for what happens within one, and the node, 16 hex digits that
a phone draws for each database. Stamps compare as strings. After Kulkarni et al., "Logical Physical Clocks" (2014);
the bounding of wrong clocks is our own, docs/protocol.md, "Clocks".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

STAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{3})Z-([0-9a-f]{4})-([0-9a-f]{16})", re.ASCII
)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
LAST_COUNTER = 0xFFFF
# A client whose clock is within this of the server's is taken as right: latency is not a wrong clock.
OFFSET_IGNORED_MS = 60_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """One moment of one node. `ms` counts from 1970-01-01 UTC."""

    ms: int
    counter: int
    node: str

    def __str__(self) -> str:
        return f"{time_text(self.ms)}-{self.counter:04x}-{self.node}"

    def next(self, node: str) -> Stamp:
        """The least stamp after this one, by `node`."""
        if self.counter == LAST_COUNTER:
            return Stamp(self.ms + 1, 0, node)
        return Stamp(self.ms, self.counter + 1, node)


def time_text(ms: int) -> str:
    """`ms` since 1970 as RFC 3339 in UTC with milliseconds."""
    moment = EPOCH + ms * MILLISECOND
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{ms % 1000:03d}Z"


def parse(text: object) -> Stamp | None:
    """The stamp that `text` spells, or None where it spells none (wrong form, impossible date)."""
    if not isinstance(text, str):
        return None
    match = STAMP.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, ms = (int(part) for part in match.groups()[:7])
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    return Stamp((moment - EPOCH) // MILLISECOND + ms, int(match[8], 16), match[9])


def instant_ms(moment: datetime) -> int:
    """Milliseconds since 1970 of an aware moment."""
    return (moment - EPOCH) // MILLISECOND


def offset_ms(client_now_ms: int, head_arrived_ms: int) -> int:
    """By how much the client's clock is ahead; 0 within a minute, which latency explains."""
    offset = client_now_ms - head_arrived_ms
    return 0 if abs(offset) <= OFFSET_IGNORED_MS else offset


@dataclass(frozen=True, slots=True)
class NodePair:
    """Of one node: the greatest stamp that it sent, and the stamp that was given for it."""

    sent: str
    given: str


def give(sent: Stamp, *, offset: int, now_ms: int, before: NodePair | None) -> Stamp:
    """The stamp under which a mutation counts.

    The time loses the client's error and never passes the server's `now_ms`; what one node sent later stays later,
    also where both were cut down to the same moment.
    """
    ms = max(0, min(sent.ms - offset, now_ms))
    given = Stamp(ms, sent.counter, sent.node)
    if before is not None and str(sent) > before.sent and str(given) <= before.given:
        last = parse(before.given)
        assert last is not None, "the store keeps only stamps that were parsed"
        return last.next(sent.node)
    return given


def pair_after(before: NodePair | None, sent: Stamp, given: Stamp) -> NodePair:
    """The pair to keep once `sent` has been given its stamp."""
    if before is not None and before.sent >= str(sent):
        return before
    return NodePair(str(sent), str(given))


def server_stamp(now_ms: int, greatest: str, node: str) -> Stamp:
    """A stamp of the server's own, after everything it has stored."""
    last = parse(greatest)
    if last is None or now_ms > last.ms:
        return Stamp(now_ms, 0, node)
    return last.next(node)
