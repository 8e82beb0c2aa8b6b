"""The table of endpoints, as the published schema shows it."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from leadpwa.api.people_schemas import (
    ChangedDealer,
    ChangedEvent,
    ChangedUser,
    DispatchRequest,
    InvitationRequest,
    NewDealer,
    NewEvent,
    NewUser,
)
from leadpwa.api.schemas import (
    HandoverRequest,
    Mutation,
    PairAnswer,
    PairRequest,
    Problem,
    Status,
    SyncAnswer,
    SyncRequest,
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One line of the published schema."""

    method: str
    path: str
    summary: str
    takes: type[BaseModel] | None = None
    gives: type[BaseModel] | None = None
    status: int = 200
    query: tuple[str, ...] = ()
    is_open: bool = False


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint("get", "/status", "Is it there", gives=Status, is_open=True),
    Endpoint("get", "/openapi.json", "This document", is_open=True),
    Endpoint("post", "/pair", "Pair a device", PairRequest, PairAnswer, 201, is_open=True),
    Endpoint("post", "/sync", "Push and pull in one round trip", SyncRequest, SyncAnswer),
    Endpoint("get", "/users", "The people that are for one to manage"),
    Endpoint("post", "/users", "A new user", NewUser, status=201),
    Endpoint("patch", "/users/{id}", "Another name, role, dealer or quota", ChangedUser),
    Endpoint("get", "/dealers", "Every dealer"),
    Endpoint("post", "/dealers", "A new dealer", NewDealer, status=201),
    Endpoint("patch", "/dealers/{id}", "Change a dealer", ChangedDealer),
    Endpoint("get", "/events", "Every event"),
    Endpoint("post", "/events", "A new event", NewEvent, status=201),
    Endpoint("patch", "/events/{id}", "Change an event", ChangedEvent),
    Endpoint("get", "/devices", "Paired devices"),
    Endpoint("post", "/devices/{id}/revoke", "Take a device off", status=204),
    Endpoint("get", "/leads/{id}/history", "Who changed what, newest first", query=("before",)),
    Endpoint("post", "/leads/{id}/erase", "Erase a person for good", status=204),
    Endpoint("post", "/handover", "Bring in another phone's unsent work", HandoverRequest),
    Endpoint("post", "/dispatch", "Give head office's leads to dealers", DispatchRequest),
    Endpoint("post", "/invitations", "A code that pairs one device", InvitationRequest, status=201),
)
PUBLISHED: tuple[type[BaseModel], ...] = (
    PairRequest,
    PairAnswer,
    SyncRequest,
    HandoverRequest,
    SyncAnswer,
    Mutation,
    Status,
    Problem,
    NewUser,
    ChangedUser,
    NewDealer,
    ChangedDealer,
    NewEvent,
    ChangedEvent,
    InvitationRequest,
    DispatchRequest,
)
