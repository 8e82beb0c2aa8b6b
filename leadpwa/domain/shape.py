"""The shape of the board: what the counts of its columns say (docs/rules.md 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leadpwa.domain.board import COLUMNS


@dataclass(frozen=True, slots=True)
class Shape:
    """The name of a shape; of an uneven one also the column that makes it so."""

    name: str
    column: str | None = None


def shape(counts: Sequence[int]) -> Shape:
    """The shape of five counts, opportunity to p90, by `column_now`."""
    opportunity, meeting, p25, p50, p90 = counts
    if not any(counts):
        return Shape("empty")
    if p90 > 0 and meeting == 0 and p25 == 0:
        return Shape("dry")
    if meeting == 0:
        return Shape("starved")
    if p50 == 0 and p90 == 0:
        return Shape("starting")
    if p50 > p25 and p50 > p90:
        return Shape("proposals_stuck")
    if opportunity >= meeting >= p25 >= p50 >= p90 >= 1:
        return Shape("healthy")
    return Shape("uneven", _odd_one(counts))


def _odd_one(counts: Sequence[int]) -> str:
    """The first column fuller than its left neighbour, or the first empty one."""
    fuller = (n for n in range(1, len(counts)) if counts[n] > counts[n - 1])
    return COLUMNS[next(fuller, list(counts).index(0) if 0 in counts else 0)]
