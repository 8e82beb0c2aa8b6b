"""What the app must know of the build: rules, models and consent wordings, frozen into `/app/build.json`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, RootModel, field_validator

from leadpwa.errors import ContentError
from leadpwa.json_types import Doc
from leadpwa.site.toml_file import Closed, read_as

_FROM_RULES = re.compile(r"\{rules:([a-z0-9_.]+)\}")
# What the phone fills in; anything else in braces would be read out to a customer.
_ON_THE_PHONE = {"{brand}", "{dealer}"}
_IN_BRACES = re.compile(r"\{[^{}\n]*\}?")
_Said = Annotated[str, Field(min_length=1)]


class _Model(Closed):
    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    zh: _Said
    en: _Said


class _Models(Closed):
    models: Annotated[list[_Model], Field(min_length=1)]

    @field_validator("models")
    @classmethod
    def _each_once(cls, models: list[_Model]) -> list[_Model]:
        ids = [model.id for model in models]
        twice = [id for id in ids if ids.count(id) > 1]
        if twice:
            raise ValueError(f"the id '{twice[0]}' stands twice")
        return models


class _Texts(Closed):
    """One version's wording in one language, by the purpose's name on the wire without `consent_`."""

    contact: _Said
    share_with_dealer: _Said
    marketing: _Said
    sensitive: _Said


class _Wordings(Closed):
    """In the languages that the app itself speaks, whatever languages the pages have."""

    zh: _Texts
    en: _Texts


class _Versions(RootModel[dict[str, _Wordings]]):
    """Wordings by version."""


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
    mend = "A model is [[models]] with its own id, zh and en."
    return read_as(_Models, path, mend)[1].models


def _wording(path: Path, rules: Doc) -> Doc:
    mend = 'Write ["VERSION".zh] and ["VERSION".en], each with contact, share_with_dealer, marketing and sensitive.'
    _, read = read_as(_Versions, path, mend)
    return {
        version: {
            language: {purpose: _filled(path, text, rules) for purpose, text in texts}
            for language, texts in wordings
        }
        for version, wordings in read.root.items()
    }


def _filled(path: Path, text: str, rules: Doc) -> str:
    def number(match: re.Match[str]) -> str:
        value = _number(rules, match[1])
        if isinstance(value, bool) or not isinstance(value, str | int):
            what = f"rules.toml has no {match[1]}"
            raise ContentError(path, _line(path, match[0]), what, "Name a number that is there.")
        return str(value)

    filled = _FROM_RULES.sub(number, text)
    for unknown in _IN_BRACES.findall(filled):
        if unknown not in _ON_THE_PHONE:
            mend = "Known are {brand}, {dealer} and {rules:…}."
            raise ContentError(path, _line(path, unknown), f"nothing fills in '{unknown}'", mend)
    return filled


def _line(path: Path, words: str) -> int:
    return path.read_text("utf-8-sig").partition(words)[0].count("\n") + 1


def _number(rules: Doc, dotted: str) -> object:
    node: Any = rules
    for key in dotted.split("."):
        node = node.get(key) if isinstance(node, dict) else None
    return node.get("value") if isinstance(node, dict) else node
