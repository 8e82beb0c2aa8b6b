"""Days and times (docs/rules.md 1): calendar months, local days, and the text forms that travel.

Days end at 9999-12-31 and begin at 0001-01-01; arithmetic that would leave that range stops at its end.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from leadpwa.domain.problems import InvalidInput, Problem

DEFAULT_ZONE = "Asia/Shanghai"

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?"
    r"(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))"
)
_STAMP = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{3}Z)-[0-9a-f]{4}-[0-9a-f]{16}")


def add_days(day: date, n: int) -> date:
    """The day `n` days later (earlier when negative), within the calendar's ends."""
    try:
        return day + timedelta(n)
    except OverflowError:
        return date.max if n > 0 else date.min


def add_hours(moment: datetime, n: int) -> datetime:
    """The moment `n` hours later, in UTC; it stops at the calendar's end."""
    try:
        return moment.astimezone(UTC) + timedelta(hours=n)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def add_months(day: date, n: int) -> date:
    """The same day of the month `n` months later, clamped to that month's end: 31 Jan + 1 = 28 or 29 Feb."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    if day.day <= 28:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def parse_day(text: str) -> date | None:
    """The day that `YYYY-MM-DD` names; None where the text has another form or no such day exists."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def parse_time(text: str) -> datetime | None:
    """The moment that an RFC 3339 text names, in UTC, cut to milliseconds; None without offset or sense.

    The seconds may be left out, as the time fields of browsers do.
    """
    match = _TIME.fullmatch(text)
    day = parse_day(match[1]) if match else None
    if match is None or day is None:
        return None
    hour, minute, second = int(match[2]), int(match[3]), int(match[4] or 0)
    offset_hours, offset_minutes = int(match[7] or 0), int(match[8] or 0)
    if hour > 23 or minute > 59 or second > 59 or offset_hours > 23 or offset_minutes > 59:
        return None
    ms = int(((match[5] or "") + "000")[:3])
    sign = -1 if match[6] == "-" else 1
    offset = timezone(sign * timedelta(hours=offset_hours, minutes=offset_minutes))
    try:
        return datetime(day.year, day.month, day.day, hour, minute, second, ms * 1000, offset).astimezone(UTC)
    except OverflowError:
        return None


def parse_stamp(stamp: str) -> datetime | None:
    """The moment in a clock stamp, in UTC; None where it is no stamp."""
    match = _STAMP.fullmatch(stamp)
    return parse_time(match[1]) if match else None


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """The time zone of that IANA name.

    Raises InvalidInput (path `timezone`) for a name that is none.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise InvalidInput([Problem("timezone", "unknown_zone")]) from None


def local_day(moment: datetime, zone: tzinfo) -> date:
    """The calendar day on the wall of the organisation's zone at that moment."""
    try:
        return moment.astimezone(zone).date()
    except OverflowError:
        return moment.date()


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week that the day is in."""
    monday = add_days(day, -day.weekday())
    return monday, add_days(monday, 6)


def month_of(text: str) -> tuple[date, date] | None:
    """First and last day of `YYYY-MM`; None where it is no month."""
    first = parse_day(f"{text}-01")
    if first is None:
        return None
    return first, add_days(add_months(first, 1), -1) if first < date(9999, 12, 1) else date.max
