"""A new page is a page from its first moment: the build takes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadpwa.site.front_matter import parse_page
from tests.cli.running import asked, in_words
from tests.site.small_site import SmallSite


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallSite:
    monkeypatch.setenv("LEADPWA_ROOT", str(tmp_path / "root"))
    monkeypatch.setenv("LEADPWA_DIST", str(tmp_path / "dist"))
    return SmallSite(tmp_path)


@pytest.mark.parametrize(("kind", "section", "order"), [("policy", "policy", 3), ("lesson", "training", 2)])
def test_a_new_page_stands_in_each_language_and_builds(
    site: SmallSite, kind: str, section: str, order: int
) -> None:
    answer = asked("new", kind, "试驾规定", "--english", "Test drives: the rules")
    names = [f"content/{language}/{section}/test-drives-the-rules.md" for language in ("zh", "en")]
    assert answer == {"files": names}
    pages = [parse_page(site.root / name, (site.root / name).read_bytes()).meta for name in names]
    assert [page.title for page in pages] == ["试驾规定", "Test drives: the rules"]
    assert [page.order for page in pages] == [order, order]
    assert pages[0].review > pages[0].effective
    assert asked("build")["problems"] == []


def test_a_chinese_title_alone_is_spelt_for_the_address(site: SmallSite) -> None:
    assert asked("new", "policy", "试驾规定")["files"][0] == "content/zh/policy/shi-jia-gui-ding.md"


def test_a_page_that_is_there_is_left_alone(site: SmallSite) -> None:
    before = (site.root / "content/en/policy/classes.md").read_bytes()
    said = in_words("new", "policy", "Classes", code=1)
    assert "already" in said
    assert (site.root / "content/en/policy/classes.md").read_bytes() == before
    assert not (site.root / "content/zh/policy/classes-2.md").exists()


@pytest.mark.parametrize("title", ["", "  ", "…", "x" * 81])
def test_a_title_that_can_be_none_makes_no_page(site: SmallSite, title: str) -> None:
    before = sorted(site.root.rglob("*.md"))
    assert "No page was made" in in_words("new", "lesson", title, code=1)
    assert sorted(site.root.rglob("*.md")) == before


@pytest.mark.parametrize("slug", ["../out", "a/b", "Über", "-x", "", "x" * 61])
def test_a_name_that_leads_elsewhere_is_refused(site: SmallSite, slug: str) -> None:
    assert "No page was made" in in_words("new", "policy", "Title", "--slug", slug, code=1)
