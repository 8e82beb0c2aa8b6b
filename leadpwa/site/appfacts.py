"""What the app must know of the build: rules, models and consent wordings, frozen into `/app/build.json`."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from leadpwa.errors import ContentError
from leadpwa.json_types import Doc

LANGUAGES = ("zh", "en")
_FROM_RULES = re.compile(r"\{rules:([a-z0-9_.]+)\}")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Model(_Strict):
    id: str
    zh: str
    en: str


class _Models(_Strict):
    models: list[_Model]


class _Texts(_Strict):
    """One version's wording in one language, by the purpose's name on the wire without `consent_`."""

    contact: str
    share_with_dealer: str
    marketing: str
    sensitive: str


def app_facts(content: Path, *, version: str, rules: Doc, rules_hash: str) -> Doc:
    """The document of `/app/build.json`: `{version, rules_hash, rules, models, wording}`.

    `rules` is the parsed `rules.toml` as JSON, unchanged, as in the wire's `rules` record; `models` are
    `{id, zh, en}` in the order of `content/models.toml`; `wording` is
    `{version: {language: {purpose: text}}}` of `content/wording.toml`, numbers of the rules already filled
    in, `{brand}` and `{dealer}` left to the phone.
    Raises ContentError where a file does not hold, or the version that the rules name has no wording.
    """
    wording = _wording(content / "wording.toml", rules)
    current = _number(rules, "consent.wording")
    if current not in wording:
        raise ContentError(
            content / "wording.toml",
            1,
            f"rules.toml names wording {current}, which is not here",
            "Add its texts, or name another version under [consent] in rules.toml.",
        )
    models = [model.model_dump() for model in _models(content / "models.toml")]
    return {
        "version": version,
        "rules_hash": rules_hash,
        "rules": rules,
        "models": models,
        "wording": wording,
    }


def _models(path: Path) -> list[_Model]:
    try:
        return _Models.model_validate(_read(path)).models
    except ValidationError as error:
        raise _unfit(path, error) from error


def _wording(path: Path, rules: Doc) -> Doc:
    found: Doc = {}
    for version, by_language in _read(path).items():
        for language in LANGUAGES:
            if language not in by_language:
                raise ContentError(
                    path, 1, f"wording {version} lacks {language}", f'Add ["{version}".{language}].'
                )
        try:
            texts = {language: _Texts.model_validate(by_language[language]) for language in LANGUAGES}
        except ValidationError as error:
            raise _unfit(path, error) from error
        found[version] = {
            language: {purpose: _filled(path, text.strip(), rules) for purpose, text in fields}
            for language, fields in texts.items()
        }
    return found


def _filled(path: Path, text: str, rules: Doc) -> str:
    def number(match: re.Match[str]) -> str:
        value = _number(rules, match[1])
        if value is None:
            line = path.read_text("utf-8").split(match[0])[0].count("\n") + 1
            raise ContentError(path, line, f"rules.toml has no {match[1]}", "Name a number that is there.")
        return str(value)

    return _FROM_RULES.sub(number, text)


def _number(rules: Doc, dotted: str) -> object:
    node: Any = rules
    for key in dotted.split("."):
        node = node.get(key) if isinstance(node, dict) else None
    return node.get("value") if isinstance(node, dict) else node


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(
            path, 1, f"not readable as TOML: {error}", "Mend the line that it names."
        ) from error


def _unfit(path: Path, error: ValidationError) -> ContentError:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return ContentError(path, 1, f"{where}: {first['msg']}", "See the head of the file for its shape.")
