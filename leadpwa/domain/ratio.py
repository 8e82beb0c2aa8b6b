"""The closing ratio: what closes use up, and how many first meetings replace it (docs/rules.md 7)."""

from __future__ import annotations

from fractions import Fraction

from leadpwa.domain.rules import Rules


def own_ratio(outcomes: int, closes: int, rules: Rules) -> Fraction:
    """One in how many: the advisor's own of the last months, once there are enough outcomes and a close.

    `outcomes` counts closed and confirmed lost leads of the last `ratio.own_months`, `closes` the closed ones.
    """
    if outcomes < rules.ratio.own_outcomes or closes == 0:
        return Fraction(rules.ratio.closing)
    return Fraction(outcomes, closes)


def left(prospects: int, closes: int, ratio: Fraction | int) -> int:
    """How many of `prospects` are left when each close uses up one in `ratio`; whole ones, never below 0."""
    return max(0, (prospects - closes * Fraction(ratio)).__floor__())


def first_meetings_to_book(quota: int, active: int, dated: int, ratio: Fraction | int, rules: Rules) -> int:
    """First meetings to book now so that `quota` closes are met one sales cycle from now.

    `active` counts the leads at p25, p50 and p90, `dated` the first meetings dated from today on.
    """
    wanted = rules.ratio.meetings_per_prospect * (quota * Fraction(ratio) - active)
    return max(0, wanted.__ceil__() - dated)
