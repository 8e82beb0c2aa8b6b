"""The numbers that everything computes with: `content/rules.toml`, checked at load (docs/rules.md 0).

Loaded once at the edge and passed in; nothing here is a module-level global. The types of the fields
say unit and range, so the file is checked by the same lines that describe it.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError, model_validator
from pydantic.dataclasses import dataclass

from leadpwa.domain.rules_file import CLOSED, fault, first_fault, line_of, no_json
from leadpwa.domain.rules_parts import (
    Board,
    Capture,
    ClassRule,
    Consent,
    Contact,
    Dispatch,
    Pareto,
    Phone,
    Ratio,
    Report,
    Retention,
    Schemes,
    Service,
    Stars,
    Week,
)
from leadpwa.errors import RulesError

Source = Literal["seed", "ours"]


@dataclass(frozen=True, slots=True, config=CLOSED)
class Rules:
    """Every number, by its place in the file: `rules.board.sales_cycle_days`; `hash` names this version."""

    version: str
    scheme: str
    schemes: Schemes
    capture: Capture
    consent: Consent
    contact: Contact
    service: Service
    dispatch: Dispatch
    report: Report
    stars: Stars
    board: Board
    ratio: Ratio
    week: Week
    pareto: Pareto
    retention: Retention
    phone: Phone
    hash: str = field(default="", repr=False, kw_only=True)
    data: dict[str, Any] = field(default_factory=dict, repr=False, compare=False, kw_only=True)

    @model_validator(mode="after")
    def _known_scheme(self) -> Rules:
        if self.scheme not in self.schemes:
            raise fault(f"there is no scheme '{self.scheme}'", f"Choose one of: {', '.join(self.schemes)}")
        return self

    @property
    def classes(self) -> tuple[ClassRule, ...]:
        """The classes of the scheme in use, nearest first."""
        return self.schemes[self.scheme]

    def value(self, path: str) -> Any:
        """What stands at a dotted path, for templates: `board.sales_cycle_days`, `stars.gates.0.cap`.

        `classes.B.nurture_days` names a class of the scheme in use. Raises RulesError for an unknown path.
        """
        found = self._look_up(path)
        return found["value"] if isinstance(found, Mapping) and "value" in found else found

    def source(self, path: str) -> Source | None:
        """Where the number at that path comes from: `seed` (the decks) or `ours`; None for plain words."""
        found = self._look_up(path)
        return found.get("source") if isinstance(found, Mapping) else None

    def _look_up(self, path: str) -> Any:
        here: Any = {**self.data, "classes": {c["class"]: c for c in self.data["schemes"][self.scheme]}}
        for step in path.split("."):
            if isinstance(here, Mapping) and step in here:
                here = here[step]
            elif isinstance(here, list) and step.isascii() and step.isdigit() and int(step) < len(here):
                here = here[int(step)]
            else:
                raise RulesError(f"rules.toml has no '{path}'; {_instead(step, here)}")
        return here


def _instead(step: str, here: Any) -> str:
    if not isinstance(here, Mapping):
        return (
            f"'{step}' is one step too many" if not isinstance(here, list) else f"entries: 0–{len(here) - 1}"
        )
    near = get_close_matches(step, list(here), n=1)
    return f"did you mean '{near[0]}'?" if near else f"here stand: {', '.join(here)}"


def load_rules(path: Path | str) -> Rules:
    """Reads and checks the file.

    Raises RulesError that names file, line, key and the mend: unknown and missing keys, wrong units,
    bounds out of order, missing classes, text that is no TOML.
    """
    file = Path(path)
    try:
        raw = file.read_bytes()
    except OSError as error:
        mend = "Run this in the project's folder, or name that folder in LEADPWA_ROOT"
        raise RulesError(f"{file}: can't be read ({error.strerror}). {mend}") from None
    try:
        text = raw.decode("utf-8")
        data = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RulesError(f"{file}: is no TOML: {error}. Mend that line") from None
    return rules_from(data, hash=hashlib.sha256(raw).hexdigest(), file=str(file), text=text)


def rules_from(data: Mapping[str, Any], *, hash: str = "", file: str = "rules", text: str = "") -> Rules:
    """The rules in data of the file's form (also what the wire's `rules` record carries).

    Raises RulesError as `load_rules`.
    """
    reserved = sorted({"hash", "data"} & set(data))
    if reserved:
        raise RulesError(f"{file}: {reserved[0]}: no such key. Take it out")
    try:
        found = no_json(data) or TypeAdapter(Rules).validate_json(
            json.dumps({**data, "hash": hash, "data": dict(data)})
        )
    except ValidationError as error:
        found = first_fault(error)
    if isinstance(found, Rules):
        return found
    key, what, mend = found
    line = line_of(text, key)
    where = f"{file}:{line}" if line else file
    raise RulesError(f"{where}: {key}: {what}. {mend}")


def to_wire(rules: Rules) -> dict[str, Any]:
    """The fields of the wire's `rules` record: the file's own data, unchanged, and its hash."""
    return {"hash": rules.hash, "rules": rules.data}
