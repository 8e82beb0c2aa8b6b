"""The shape of the board: what the counts of its columns say (docs/rules.md 7)."""

from __future__ import annotations

from collections.abc import Sequence

from leadpwa.domain.board import COLUMNS


def shape(counts: Sequence[int]) -> str:
    """The name for the shape of five counts, opportunity to p90, by `column_now`."""
    opportunity, meeting, p25, p50, p90 = counts
    if not any(counts):
        return "empty"
    if p90 > 0 and meeting == 0 and p25 == 0:
        return "dry"
    if meeting == 0:
        return "starved"
    if p50 == 0 and p90 == 0:
        return "starting"
    if p50 > p25 and p50 > p90:
        return "proposals_stuck"
    return "healthy" if opportunity >= meeting >= p25 >= p50 >= p90 >= 1 else "uneven"


def uneven_at(counts: Sequence[int]) -> str | None:
    """Where an uneven board is uneven: the first column fuller than its left neighbour, or the first empty one."""
    if shape(counts) != "uneven":
        return None
    fuller = (n for n in range(1, len(counts)) if counts[n] > counts[n - 1])
    return COLUMNS[next(fuller, list(counts).index(0) if 0 in counts else 0)]
