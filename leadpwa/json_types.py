"""The type of what JSON can say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Union

# Recursive, so named by strings; a Union and not a bar, so that it can also be written at run time.
Json = Union[bool, int, float, str, Sequence["Json"], Mapping[str, "Json"], None]  # noqa: UP007
Doc = dict[str, Json]
