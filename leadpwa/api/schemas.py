"""The envelopes of the wire, as pydantic models."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    ValidationError,
)

from leadpwa.errors import Refused
from leadpwa.json_types import Json
from leadpwa.sync.fields import a_moment

MOST_MUTATIONS = 500
MOST_ENTRIES = 500
GREATEST_CURSOR = 2**53


def _as_text(value: Any) -> Any:
    # pydantic would take a number, or its digits, for a time.
    if not isinstance(value, str):
        raise ValueError("must be a time with its offset")
    return a_moment(value)


class Device(BaseModel):
    """The device that pairs: an id that the app made and stored before its first try."""

    id: Annotated[StrictStr, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    name: Annotated[StrictStr, Field(max_length=200)] = ""


class PairRequest(BaseModel):
    """`POST /pair`."""

    code: Annotated[StrictStr, Field(max_length=40)]
    device: Device


class SyncRequest(BaseModel):
    """`POST /sync`. Mutations are judged one by one, so here they are anything."""

    model_config = ConfigDict(extra="ignore")

    client: Annotated[StrictStr, Field(max_length=100)] = ""
    client_now: Annotated[AwareDatetime, BeforeValidator(_as_text)]
    epoch: Annotated[StrictStr, Field(max_length=200)] | None = None
    cursor: Annotated[StrictInt, Field(ge=0, le=GREATEST_CURSOR)] = 0
    rules: Annotated[StrictStr, Field(max_length=100)] | None = None
    mutations: list[Any] = []
    limit: Annotated[StrictInt, Field(ge=1, le=MOST_ENTRIES)] = MOST_ENTRIES


class InvalidEnvelope(Refused):
    """One or more keys of an envelope are wrong; each is named."""

    def __init__(self, error: ValidationError) -> None:
        super().__init__("invalid", "The request has a key of the wrong form. Nothing was applied.")
        self.errors = [
            {"path": ".".join(str(part) for part in found["loc"]), "message": found["msg"], "code": "invalid"}
            for found in error.errors()
        ]


def parse_pair(body: Json) -> PairRequest:
    """Raises: InvalidEnvelope."""
    try:
        return PairRequest.model_validate(body)
    except ValidationError as error:
        raise InvalidEnvelope(error) from None


def parse_sync(body: Json) -> SyncRequest:
    """Raises: InvalidEnvelope."""
    try:
        return SyncRequest.model_validate(body)
    except ValidationError as error:
        raise InvalidEnvelope(error) from None
