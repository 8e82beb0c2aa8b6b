"""Options that are text: bytes that are none in this terminal's encoding are wrong usage."""

from __future__ import annotations

import click

from leadpwa.domain.calendar import parse_day


def well_formed(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """The text of an option.

    Raises:
        click.BadParameter: it can't be written in UTF-8.
    """
    try:
        (value or "").encode()
    except UnicodeEncodeError:
        raise click.BadParameter("is not text in UTF-8. Nothing was made.") from None
    return value


def a_day(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """The day of an option.

    Raises:
        click.BadParameter: it is no day as YYYY-MM-DD.
    """
    if value is not None and parse_day(value) is None:
        raise click.BadParameter("is no day as YYYY-MM-DD.")
    return value
