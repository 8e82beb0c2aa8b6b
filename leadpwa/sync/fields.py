"""Checking the fields of a patch, each by its shape; what is wrong is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from leadpwa.domain.phones import e164
from leadpwa.errors import Refused
from leadpwa.json_types import Json
from leadpwa.sync import shapes

Check = Callable[[str, Json], None]


def _check(kind: Any) -> Check:
    adapter = TypeAdapter(kind)

    def check(path: str, value: Json) -> None:
        try:
            adapter.validate_python(value)
        except ValidationError as error:
            first = error.errors()[0]
            inner = "".join(f".{part}" for part in first["loc"] if not str(part).startswith("function-"))
            raise Refused("invalid", f"{path}{inner}: {first['msg']}", path=f"{path}{inner}") from None

    return check


def _mobile(path: str, value: Json) -> None:
    if not isinstance(value, str) or len(value) > shapes.MOST_OF_A_NAME or e164(value) is None:
        raise Refused("mobile_invalid", "The mobile number is not one that can be called.", path=path)


def _all(kinds: Mapping[str, Any]) -> dict[str, Check]:
    return {name: _check(kind) for name, kind in kinds.items()}


LEAD: Mapping[str, Check] = _all(shapes.LEAD) | {"mobile": _mobile}
ACTIVITY: Mapping[str, Check] = _all(shapes.ACTIVITY)
READING: Mapping[str, Check] = _all(shapes.READING)
EXERCISE: Mapping[str, Check] = _all(shapes.EXERCISE)
