"""The envelopes of the wire, as pydantic models."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

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
from leadpwa.sync.shapes import a_moment

M = TypeVar("M", bound=BaseModel)
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


class HandoverRequest(BaseModel):
    """`POST /handover`: another device's unsent work, and the proof that it made it."""

    device: Annotated[StrictStr, Field(max_length=100)]
    body: StrictStr
    mac: Annotated[StrictStr, Field(pattern=r"^[0-9a-fA-F]{64}$")]


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


class Problem(BaseModel):
    """What every error under `/api` is, as `application/problem+json`."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[dict[str, str]] | None = None
    by: str | None = None


class Record(BaseModel):
    """A record as it is given; its fields are those of its kind and the computed ones."""

    kind: str
    id: str
    seq: int
    fields: dict[str, Any]
    stamps: dict[str, str]
    deleted: str | None = None


class Mutation(BaseModel):
    """The only way to change anything: exactly one of patch, delete and restore."""

    id: str
    kind: Literal["lead", "activity", "reading", "exercise"]
    record: str
    hlc: str
    stamp: str | None = None
    patch: dict[str, Any] | None = None
    delete: Literal[True] | None = None
    restore: Literal[True] | None = None


class MutationResult(BaseModel):
    """What became of one mutation, in the order sent."""

    id: Any
    status: Literal["applied", "duplicate", "refused"]
    clamped: Literal[True] | None = None
    stamp: str | None = None
    retry: Literal[True] | None = None
    problem: Problem | None = None


class Gone(BaseModel):
    """A record that this user saw and sees no more."""

    kind: str
    id: str
    why: Literal["view", "erased"]


class SyncAnswer(BaseModel):
    """The answer of `POST /sync`."""

    results: list[MutationResult]
    changes: list[Record]
    gone: list[Gone]
    epoch: str
    cursor: int
    more: bool
    server_time: AwareDatetime


class Status(BaseModel):
    """Is it there, which version, what time."""

    ok: bool
    version: str
    time: AwareDatetime


class PairedUser(BaseModel):
    """Whose phone this is now."""

    id: str
    name: str
    role: str
    roles: list[str]
    dealer: str | None


class PairAnswer(BaseModel):
    """The answer of `POST /pair`."""

    token: str
    user: PairedUser
    organisation: dict[str, str]
    recovery: dict[str, Any]
    known_key: str
    server_time: AwareDatetime


def parse(model: type[M], body: Json) -> M:
    """A body as a model.

    Raises:
        InvalidEnvelope: one or more keys are wrong; each is named.
    """
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise InvalidEnvelope(error) from None
