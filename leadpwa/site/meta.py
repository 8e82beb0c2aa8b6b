"""What a page says about itself: the fields of its front matter, and for each what to write."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

MENDS = {
    "title": "Write title: and the page's name.",
    "summary": "Write summary: and one sentence that says what it is about and who reads it.",
    "version": 'Write version: "1.0", in quotes.',
    "effective": "Write effective: and a day, as 2026-12-01.",
    "owner": "Write owner: and the department that answers for the page.",
    "order": "Write order: and the page's place in its section, a whole number from 1.",
    "review": "Write review: and the day by which it is read over again, as 2027-06-01.",
    "minutes": "Write minutes: and how long it takes to read, a whole number from 1.",
    "changes": "Write under changes: a line a version, oldest first, the last with the page's own version and day, "
    'as - {version: "1.1", effective: 2026-12-15, what: …}.',
}
_VERSION = r"^[0-9]+(\.[0-9]+)*$"


def _no_number(value: object) -> object:
    # Without this a number would be taken for seconds since 1970.
    if isinstance(value, int | float):
        raise ValueError("a number is no day")
    return value


_Day = Annotated[date, BeforeValidator(_no_number)]
_Count = Annotated[int, Field(ge=1, strict=True)]


class Change(BaseModel):
    """A version of a page, its day, and in one sentence what it changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    version: Annotated[str, Field(pattern=_VERSION)]
    effective: _Day
    what: Annotated[str, Field(min_length=1)]


class Meta(BaseModel):
    """What a page says about itself: see docs/authoring.md."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    title: Annotated[str, Field(min_length=1, max_length=80)]
    summary: Annotated[str, Field(min_length=1)]
    version: Annotated[str, Field(pattern=_VERSION)]
    effective: _Day
    owner: Annotated[str, Field(min_length=1)]
    order: _Count
    review: _Day
    minutes: _Count
    changes: tuple[Change, ...] = ()

    @field_validator("changes")
    @classmethod
    def _end_with_the_page(cls, changes: tuple[Change, ...], info: ValidationInfo) -> tuple[Change, ...]:
        numbers = [[int(part) for part in change.version.split(".")] for change in changes]
        if any(one >= other for one, other in pairwise(numbers)):
            raise ValueError("the versions do not rise")
        own = (info.data.get("version"), info.data.get("effective"))
        if changes and (changes[-1].version, changes[-1].effective) != own:
            raise ValueError("the last one is not the page's version and effective day")
        return changes
