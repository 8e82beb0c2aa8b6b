"""The bodies of the endpoints over people and reference records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr

from leadpwa.json_types import Doc
from leadpwa.office.invitations import PRINTED_MINUTES
from leadpwa.sync.shapes import Day

CODE = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"
UUID = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
Name = Annotated[StrictStr, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
Code = Annotated[StrictStr, Field(pattern=CODE)]
Id = Annotated[StrictStr, Field(pattern=UUID)]
Role = Literal["advisor", "manager", "hq", "admin"]
Roles = Annotated[list[Role], Field(min_length=1, max_length=4)]
Quota = Annotated[StrictInt, Field(ge=0, le=10_000)]
Models = Annotated[list[Code], Field(max_length=200)]
Lat = Annotated[float, Field(ge=-90, le=90, strict=True)]
Lon = Annotated[float, Field(ge=-180, le=180, strict=True)]


class Body(BaseModel):
    """A body; keys that are not known are passed over."""

    model_config = ConfigDict(extra="ignore")

    def fields(self, defaults: Mapping[str, Any] | None = None) -> Doc:
        """What was sent, as the fields of a record."""
        sent = self.model_dump(exclude_unset=True, by_alias=True, exclude={"id", "role"})
        return {**(defaults or {}), **sent}


class ChangedUser(Body):
    """`PATCH /users/{id}`."""

    name: Name = ""
    roles: Roles = ["advisor"]
    dealer: Code | None = None
    quota: Quota | None = None


class NewUser(ChangedUser):
    """`POST /users`."""

    id: Id | None = None
    name: Name
    role: Role | None = None

    def fields(self, defaults: Mapping[str, Any] | None = None) -> Doc:
        """As sent; one `role` is a list of one."""
        return super().fields({**(defaults or {}), "roles": [self.role] if self.role else ["advisor"]})


class ChangedDealer(Body):
    """`PATCH /dealers/{id}`."""

    name: Name = ""
    city: Name | None = None
    lat: Lat | None = None
    lon: Lon | None = None
    models: Models = []
    active: StrictBool = True


class NewDealer(ChangedDealer):
    """`POST /dealers`; `code` becomes its id."""

    code: Code
    name: Name


class ChangedEvent(Body):
    """`PATCH /events/{id}`."""

    name: Name = ""
    from_: Annotated[Day | None, Field(alias="from")] = None
    to: Day | None = None
    models: Models = []


class NewEvent(ChangedEvent):
    """`POST /events`; its id is the code by which leads name it."""

    id: Annotated[Code, Field(validation_alias=AliasChoices("id", "code"))]
    name: Name


class InvitationRequest(Body):
    """`POST /invitations`: somebody new, or `user`, who gets one more device."""

    role: Role | None = None
    dealer: Code | None = None
    name: Name | None = None
    user: Id | None = None
    minutes: Annotated[StrictInt, Field(ge=1, le=PRINTED_MINUTES)] | None = None


class DispatchRequest(Body):
    """`POST /dispatch`: all that is due, or these leads, to this dealer."""

    dry_run: StrictBool = False
    leads: Annotated[list[Id], Field(max_length=500)] | None = None
    dealer: Code | None = None
