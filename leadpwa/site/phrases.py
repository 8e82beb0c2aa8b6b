"""Dates and numbers in words, by language: what templates and template calls print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

_ZH_DIGITS = "零一二三四五六七八九十"
_ZH_WEEKDAYS = "一二三四五六日"
_EN_PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 8: "eighth", 10: "tenth"}
_EN_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_EN_WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def day(value: date, language: str, *, year: bool = True) -> str:
    """2027年2月24日, 24 Feb 2027."""
    if language == "zh":
        return f"{value.year}年{value.month}月{value.day}日" if year else f"{value.month}月{value.day}日"
    short = f"{value.day} {_EN_MONTHS[value.month - 1]}"
    return f"{short} {value.year}" if year else short


def day_near(value: date, near: date, language: str) -> str:
    """The day, with its year only where it is another one than that of `near`."""
    return day(value, language, year=value.year != near.year)


def moment(value: datetime, language: str) -> str:
    """11月24日 周二 17:50, Tue 24 Nov, 17:50."""
    if language == "zh":
        return f"{day(value, language, year=False)} 周{_ZH_WEEKDAYS[value.weekday()]} {value:%H:%M}"
    return f"{_EN_WEEKDAYS[value.weekday()]} {day(value, language, year=False)}, {value:%H:%M}"


def ordinal(n: int, language: str) -> str:
    """10 日, 10th."""
    if language == "zh":
        return f"{n} 日"
    suffix = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{suffix}"


def fraction(parts: int, language: str) -> str:
    """三分之一, one third: one of so many parts."""
    if language == "zh":
        return f"{_ZH_DIGITS[parts] if parts <= 10 else parts}分之一"
    return f"one {_EN_PARTS.get(parts) or ordinal(parts, language)}"


def one_in(n: int, language: str) -> str:
    """1 : 5, 1 in 5."""
    return f"1 : {n}" if language == "zh" else f"1 in {n}"


def listed(items: Sequence[str], language: str) -> str:
    """A、B, A and B."""
    if language == "zh":
        return "、".join(items)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def per_cent(value: int, unit: str) -> str:
    """950 per mille and 95 per cent are both 95%."""
    if unit == "per mille":
        whole, tenth = divmod(value, 10)
        return f"{whole}.{tenth}%" if tenth else f"{whole}%"
    return f"{value}%"


def window(lower: int | None, upper: int | None, unit: str, language: str) -> str:
    """The span of a class: 1 个月内, 1–3 个月, 12 个月以上; within 1 month, 1–3 months, over 12 months."""
    if language == "zh":
        name = "个月" if unit == "months" else "天"
        if lower is None:
            return f"{upper} {name}内"
        return f"{lower} {name}以上" if upper is None else f"{lower}–{upper} {name}"
    edge = upper if upper is not None else lower
    name = (unit.removesuffix("s") if edge == 1 else unit) or unit
    if lower is None:
        return f"within {upper} {name}"
    return f"over {lower} {name}" if upper is None else f"{lower}–{upper} {name}"
