"""The app's build facts: what the form offers and what a customer is asked to agree to."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from leadpwa.errors import ContentError
from leadpwa.json_types import Doc
from leadpwa.site.appfacts import app_facts

CONTENT = Path(__file__).parents[2] / "content"


def the_rules() -> Doc:
    return tomllib.loads((CONTENT / "rules.toml").read_text("utf-8"))


def facts(content: Path = CONTENT) -> Doc:
    return app_facts(content, version="v1", rules=the_rules(), rules_hash="ab")


def test_every_purpose_has_its_wording_in_both_languages() -> None:
    wording = facts()["wording"][the_rules()["consent"]["wording"]]  # type: ignore[index,call-overload]
    assert set(wording) == {"zh", "en"}
    for texts in wording.values():
        assert set(texts) == {"contact", "share_with_dealer", "marketing", "sensitive"}
        assert all(text == text.strip() and len(text) > 40 for text in texts.values())


def test_a_wording_prints_the_rules_number_and_leaves_names_to_the_phone() -> None:
    wording = facts()["wording"]["2026-1"]["zh"]["contact"]  # type: ignore[index,call-overload]
    months = the_rules()["retention"]["open_months"]["value"]  # type: ignore[index,call-overload]
    assert f"满 {months} 个月" in wording
    assert "{rules:" not in wording
    assert "{brand}" in wording
    assert "{dealer}" in wording


def test_the_demo_organisations_models_are_offered_with_both_names() -> None:
    models = {model["id"]: model for model in facts()["models"]}  # type: ignore[index,union-attr,call-overload]
    assert {"tiggo-8", "arrizo-8", "exeed-rx"} <= set(models)
    assert models["tiggo-8"] == {"id": "tiggo-8", "zh": "瑞虎8", "en": "Tiggo 8"}


def test_a_wording_without_the_version_that_the_rules_name_ends_the_build(tmp_path: Path) -> None:
    shutil.copy(CONTENT / "models.toml", tmp_path)
    text = (CONTENT / "wording.toml").read_text("utf-8").replace('"2026-1"', '"2025-1"')
    (tmp_path / "wording.toml").write_text(text, "utf-8")
    with pytest.raises(ContentError, match="2026-1"):
        facts(tmp_path)


def test_an_unknown_number_in_a_wording_is_named_with_its_line(tmp_path: Path) -> None:
    shutil.copy(CONTENT / "models.toml", tmp_path)
    text = (
        (CONTENT / "wording.toml").read_text("utf-8").replace("retention.licence_days", "retention.nothing")
    )
    (tmp_path / "wording.toml").write_text(text, "utf-8")
    with pytest.raises(ContentError, match=r"wording.toml:\d+: rules.toml has no retention.nothing"):
        facts(tmp_path)
