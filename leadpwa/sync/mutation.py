"""A mutation as sent: what must hold in itself, whoever sends it and whatever the store holds."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from leadpwa.errors import Refused
from leadpwa.json_types import Doc, Json
from leadpwa.sync import clock
from leadpwa.sync.canonical import GREATEST_INTEGER
from leadpwa.sync.ids import is_uuid
from leadpwa.sync.kinds import COMPUTED, EARLIEST_WINS, KINDS, Kind, Writer, is_set

# The protocol names no limit; deeper than this not every program can write a value down again.
MOST_NESTING = 256
MOST_BYTES = 64 * 1024
FIELD_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
MOST_OF_AN_ELEMENT = 200
ACTS = ("patch", "delete", "restore")

PERSONAL = frozenset(
    {"name", "company", "mobile", "wechat", "email", "note", "persona", "recent", "place", "company_profile"}
)
WAYS_TO_REACH = ("mobile", "wechat", "email")


@dataclass(frozen=True, slots=True)
class Mutation:
    """A mutation whose head could be read; the rest is judged by `check`."""

    id: str
    kind: Kind
    record: str
    raw: Doc

    @property
    def patch(self) -> Mapping[str, Json]:
        patch = self.raw.get("patch")
        return patch if isinstance(patch, dict) else {}

    @property
    def creates(self) -> bool:
        """Whether the patch has what brings a record of its kind into being."""
        needed = self.kind.creating
        return bool(needed) and all(self.patch.get(name) is not None for name in needed)

    @property
    def sent(self) -> clock.Stamp | None:
        """The stamp that counts as sent: `stamp` where the phone corrected it, else `hlc`."""
        return clock.parse(self.raw.get("stamp", self.raw.get("hlc")))


def read_head(raw: Json) -> Mutation:
    """The part of a mutation by which it is found.

    Raises:
        Refused: invalid, or kind_unknown.
    """
    if not isinstance(raw, dict):
        raise Refused("invalid", "A mutation must be an object.")
    for name in ("id", "kind", "record"):
        if not isinstance(raw.get(name), str):
            raise Refused("invalid", f"{name} must be text.", path=name)
    if not is_uuid(raw["id"]):
        raise Refused("invalid", "The id of a mutation must be a UUID in lower case.", path="id")
    kind = KINDS.get(cast(str, raw["kind"]))
    if kind is None:
        raise Refused("kind_unknown", "This server does not know this kind of record.", path="kind")
    if kind.uuid and not is_uuid(raw["record"]):
        raise Refused("invalid", "The id of a record must be a UUID in lower case.", path="record")
    return Mutation(cast(str, raw["id"]), kind, cast(str, raw["record"]), cast(Doc, raw))


def check(mutation: Mutation) -> None:
    """What must hold in the mutation itself.

    Raises:
        Refused: invalid, text_invalid, mobile_invalid, read_only, append_only, consent_missing, not_allowed.
    """
    raw = mutation.raw
    check_values(raw, "")
    for name in ("hlc", "stamp"):
        if (name in raw or name == "hlc") and clock.parse(raw.get(name)) is None:
            raise Refused("invalid", f"{name} must be a stamp.", path=name)
    if mutation.kind.writer is Writer.SERVER:
        raise Refused("not_allowed", "Records of this kind are changed by the office.", path="kind")
    acts = [name for name in ACTS if name in raw]
    if len(acts) != 1:
        raise Refused("invalid", "A mutation has exactly one of patch, delete and restore.")
    if acts == ["patch"]:
        _check_patch(mutation)
    elif raw[acts[0]] is not True:
        raise Refused("invalid", f"{acts[0]} must be true.", path=acts[0])


def _check_patch(mutation: Mutation) -> None:
    patch = mutation.raw["patch"]
    if not isinstance(patch, dict):
        raise Refused("invalid", "patch must be an object.", path="patch")
    kind = mutation.kind
    for name, value in patch.items():
        path = f"patch.{name}"
        if not FIELD_NAME.fullmatch(name):
            raise Refused("invalid", "A field has a name that is none.", path=path)
        if name in COMPUTED.get(kind.name, ()):
            raise Refused("read_only", f"{name} is worked out by the server.", path=path)
        if is_set(kind.name, name):
            _check_set(path, value)
        elif value is None:
            if name == EARLIEST_WINS:
                raise Refused("invalid", f"{name} is set once.", path=path)
        elif kind.checks is not None and name in kind.checks:
            kind.checks[name](path, value)
    if kind.name == "lead" and mutation.creates:
        _check_new_lead(patch)


def _check_new_lead(patch: Mapping[str, Json]) -> None:
    if not any(_filled(patch.get(name)) for name in WAYS_TO_REACH) and patch.get("no_contact") is not True:
        raise Refused(
            "invalid", "A lead needs a mobile, a WeChat id or an e-mail, or no_contact.", path="no_contact"
        )
    consent = patch.get("consent_contact")
    given = isinstance(consent, dict) and consent.get("given") is True
    if not given and any(_filled(patch.get(name)) for name in PERSONAL):
        raise Refused(
            "consent_missing",
            "Consent to contact is not recorded, so nothing personal may be kept.",
            path="consent_contact",
        )


def _filled(value: Json) -> bool:
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


def _check_set(path: str, value: Json) -> None:
    if not isinstance(value, dict) or not value or not value.keys() <= {"add", "remove"}:
        raise Refused("invalid", 'A set is changed by {"add": […], "remove": […]}.', path=path)
    for name, elements in value.items():
        if not isinstance(elements, list) or not all(
            isinstance(element, str) and 0 < len(element) <= MOST_OF_AN_ELEMENT for element in elements
        ):
            raise Refused("invalid", "The elements of a set are texts.", path=f"{path}.{name}")


def check_values(value: Json, path: str, depth: int = 0) -> None:
    """Well-formed text without U+0000, finite numbers, integers within ±2⁵³, nesting within reason.

    Raises:
        Refused: text_invalid or invalid, with the path.
    """
    if depth > MOST_NESTING:
        raise Refused("invalid", "The value is nested too deeply.", path=path)
    if isinstance(value, str):
        _check_text(value, path)
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, int | float):
        whole = isinstance(value, int) or (math.isfinite(value) and value.is_integer())
        if not math.isfinite(value) or (whole and abs(value) > GREATEST_INTEGER):
            raise Refused("invalid", "A number must be finite, an integer within 2 to the 53rd.", path=path)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            _check_text(name, path)
            check_values(inner, f"{path}.{name}" if path else name, depth + 1)
    else:
        for index, inner in enumerate(value):
            check_values(inner, f"{path}[{index}]", depth + 1)


def _check_text(text: str, path: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Refused("text_invalid", "The text holds half a character.", path=path) from None
    if "\0" in text:
        raise Refused("text_invalid", "The text holds U+0000.", path=path)
