"""The shape of every field on the wire, as types: what is checked by them is what the schema publishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, NotRequired

from pydantic import AfterValidator, ConfigDict, Field, StrictBool, StrictInt, StrictStr
from typing_extensions import TypedDict

from leadpwa.domain.activity import RESULTS, TYPES
from leadpwa.domain.calendar import parse_day, parse_time
from leadpwa.domain.lead import ANSWERS, CLAIMS, DAYS, LOSSES, MOST_YUAN, SOURCES, STAGES

MOST_OF_A_NAME = 200
MOST_OF_A_NOTE = 4_000
MOST_OF_AN_ORDER_NO = 60


def _a_day(text: str) -> str:
    if parse_day(text) is None:
        raise ValueError("must be a day as YYYY-MM-DD")
    return text


def a_moment(text: str) -> str:
    """Raises ValueError where the text is no date-time with its offset."""
    if parse_time(text) is None:
        raise ValueError("must be a time with its offset, as 2026-11-24T16:00:00+08:00")
    return text


Name = Annotated[StrictStr, Field(max_length=MOST_OF_A_NAME)]
Note = Annotated[StrictStr, Field(max_length=MOST_OF_A_NOTE)]
Day = Annotated[StrictStr, AfterValidator(_a_day)]
Moment = Annotated[StrictStr, AfterValidator(a_moment)]
Whole = Annotated[StrictInt, Field(ge=0)]
# What a newer app may add inside an object is kept like an unknown field.
OPEN = ConfigDict(extra="allow")


Yuan = Annotated[StrictInt, Field(ge=0, le=MOST_YUAN)]


def one_of(words: Sequence[str]) -> Any:
    """The type of one of the words that the rules know."""
    return Literal.__getitem__(tuple(words))


class Budget(TypedDict):
    __pydantic_config__ = OPEN  # type: ignore[misc]
    min: NotRequired[Yuan]
    max: NotRequired[Yuan]


def _ordered(budget: Budget) -> Budget:
    if "min" in budget and "max" in budget and budget["min"] > budget["max"]:
        raise ValueError("has a minimum above its maximum")
    return budget


class Place(TypedDict):
    __pydantic_config__ = OPEN  # type: ignore[misc]
    lat: Annotated[float, Field(ge=-90, le=90, strict=True)]
    lon: Annotated[float, Field(ge=-180, le=180, strict=True)]
    label: NotRequired[Name]


class TradeIn(TypedDict):
    __pydantic_config__ = OPEN  # type: ignore[misc]
    model: NotRequired[Name]
    year: NotRequired[Whole]
    mileage_km: NotRequired[Whole]


class CompanyProfile(TypedDict):
    __pydantic_config__ = OPEN  # type: ignore[misc]
    background: NotRequired[Note]
    business: NotRequired[Note]
    finances: NotRequired[Note]


class Evidence(TypedDict):
    __pydantic_config__ = OPEN  # type: ignore[misc]
    yes: StrictBool
    note: NotRequired[Note]


class NextStep(TypedDict):
    __pydantic_config__ = OPEN  # type: ignore[misc]
    what: NotRequired[Note]
    on: NotRequired[Day]


LossReason = one_of(LOSSES)


class Lost(TypedDict):
    __pydantic_config__ = OPEN  # type: ignore[misc]
    why: LossReason  # type: ignore[valid-type]
    text: NotRequired[Note]
    competitor: NotRequired[Name]
    on: NotRequired[Day]


class FellBack(TypedDict):
    __pydantic_config__ = OPEN  # type: ignore[misc]
    # `from` is the wire's name of it.
    on: NotRequired[Day]
    why: NotRequired[Note]


class Confirmed(TypedDict):
    __pydantic_config__ = OPEN  # type: ignore[misc]
    yes: StrictBool
    on: NotRequired[Day]


class Consent(TypedDict):
    __pydantic_config__ = OPEN  # type: ignore[misc]
    given: StrictBool
    wording: NotRequired[Name]
    at: NotRequired[Moment]
    how: NotRequired[Literal["spoken", "ticked", "signed"]]


LEAD: Mapping[str, Any] = {
    "stage": one_of(STAGES),
    **dict.fromkeys(("name", "company", "wechat", "email", "city", "event", "owner", "dealer"), Name),
    **dict.fromkeys(("note", "persona", "recent", "invalid_why"), Note),
    "title": Literal["mr", "ms"],
    "no_contact": Literal[True],
    "source": one_of(SOURCES),
    "payment": Literal["cash", "loan"],
    "opportunity_kind": Literal["candidate", "suspect", "advertising", "referred", "fell_back"],
    "budget": Annotated[Budget, AfterValidator(_ordered)],
    "trade_in": TradeIn,
    "place": Place,
    "company_profile": CompanyProfile,
    "purchase_window": Annotated[StrictStr, Field(min_length=1, max_length=3)],
    **dict.fromkeys(DAYS, Day),
    **dict.fromkeys(("first_meeting_at", "captured_at"), Moment),
    **dict.fromkeys(("money", "authority", "need", "q_supply", "q_pay", "q_better"), one_of(ANSWERS)),
    "column": one_of(CLAIMS),
    **dict.fromkeys(("decider", "proposal_fits", "price_discussed"), Evidence),
    "next_step": NextStep,
    "order_no": Annotated[StrictStr, Field(max_length=MOST_OF_AN_ORDER_NO)],
    "lost": Lost,
    "fell_back": FellBack,
    "outcome_confirmed": Confirmed,
    **dict.fromkeys(
        ("consent_contact", "consent_share_with_dealer", "consent_marketing", "consent_sensitive"),
        Consent,
    ),
    "merged_into": Name,
}

ACTIVITY: Mapping[str, Any] = {
    **dict.fromkeys(("lead", "answers", "corrects", "dispatch"), Name),
    "type": one_of(TYPES),
    "at": Moment,
    "result": one_of(RESULTS),
    "text": Note,
    "on": Day,
    "confirms": StrictBool,
}

READING: Mapping[str, Any] = {
    **dict.fromkeys(("page", "lang", "version", "hash"), Name),
    "at": Moment,
    "done": Literal["read", "confirmed"],
}

EXERCISE: Mapping[str, Any] = {
    **dict.fromkeys(("lesson", "exercise", "rules"), Name),
    **dict.fromkeys(("mark", "max"), Whole),
    "at": Moment,
}
