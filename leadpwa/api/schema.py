"""`GET /openapi.json`: the protocol as a schema, made from the models that the server checks by."""

from __future__ import annotations

from functools import cache
from typing import Any

from flask import Blueprint, Response, jsonify
from pydantic import BaseModel, create_model
from pydantic.json_schema import models_json_schema

from leadpwa import __version__
from leadpwa.api import endpoints, problems
from leadpwa.sync import shapes
from leadpwa.sync.kinds import SET_FIELDS

REF = "#/components/schemas/{model}"
JSON = "application/json"


class SetChange(BaseModel):
    """How a set is patched."""

    add: list[str] = []
    remove: list[str] = []


def _patch(name: str, types: Any) -> type[BaseModel]:
    """A model of the fields of a kind; every one may be left out or emptied by null."""
    fields: dict[str, Any] = {field: (kind | None, None) for field, kind in _optional(types).items()}
    return create_model(name, **fields)


def _optional(types: Any) -> dict[str, Any]:
    return {field: kind for field, kind in types.items() if field.isidentifier()}


PATCHES = {
    "LeadFields": {**shapes.LEAD, "mobile": str, **dict.fromkeys(sorted(SET_FIELDS), SetChange)},
    "ActivityFields": shapes.ACTIVITY,
    "ReadingFields": shapes.READING,
    "ExerciseFields": shapes.EXERCISE,
}


def blueprint() -> Blueprint:
    """`GET /openapi.json`, open to everybody."""
    routes = Blueprint("schema", __name__)

    @routes.get("/openapi.json")
    def openapi() -> Response:
        return jsonify(document())

    return routes


@cache
def document() -> dict[str, Any]:
    """The whole OpenAPI document."""
    models = [*endpoints.PUBLISHED, *(_patch(name, types) for name, types in PATCHES.items())]
    _, made = models_json_schema([(model, "validation") for model in models], ref_template=REF)
    return {
        "openapi": "3.1.0",
        "info": {"title": "LeadPWA", "version": __version__, "description": "docs/protocol.md in a schema."},
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "paths": {path: dict(operations) for path, operations in _paths().items()},
        "components": {
            "schemas": made["$defs"],
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _paths() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for entry in endpoints.ENDPOINTS:
        operation: dict[str, Any] = {"summary": entry.summary, "responses": _responses(entry)}
        names = [part[1:-1] for part in entry.path.split("/") if part.startswith("{")]
        parameters = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names
        ]
        parameters += [{"name": name, "in": "query", "schema": {"type": "string"}} for name in entry.query]
        if parameters:
            operation["parameters"] = parameters
        if entry.takes is not None:
            operation["requestBody"] = {"required": True, "content": _content(entry.takes)}
        if entry.is_open:
            operation["security"] = []
        found.setdefault(entry.path, {})[entry.method] = operation
    return found


def _responses(entry: endpoints.Endpoint) -> dict[str, Any]:
    good: dict[str, Any] = {"description": "Done"}
    if entry.gives is not None:
        good["content"] = _content(entry.gives)
    problem = {
        "description": "Problem",
        "content": {problems.MEDIA_TYPE: {"schema": {"$ref": REF.format(model="Problem")}}},
    }
    return {str(entry.status): good, "default": problem}


def _content(model: type[BaseModel]) -> dict[str, Any]:
    return {JSON: {"schema": {"$ref": REF.format(model=model.__name__)}}}
