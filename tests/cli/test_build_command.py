"""`leadpwa build`, as scripts see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import asked, run
from tests.site.small_site import SmallSite


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallSite:
    monkeypatch.setenv("LEADPWA_ROOT", str(tmp_path / "root"))
    monkeypatch.setenv("LEADPWA_DIST", str(tmp_path / "dist"))
    return SmallSite(tmp_path)


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_build_answers_pages_changed_seconds_bytes_and_problems(site: SmallSite) -> None:
    first = asked("build")
    assert list(first) == ["pages", "changed", "seconds", "bytes", "problems"]
    assert first["pages"] == first["changed"] > 6
    assert first["problems"] == []
    assert first["bytes"] == sum(len(content) for content in files_of(site.out).values())
    assert asked("build")["changed"] == 0


def test_a_broken_link_is_named_ends_with_1_and_leaves_the_site_as_it_was(site: SmallSite) -> None:
    asked("build")
    before = files_of(site.out)
    site.edit("en/policy/dispatch.md", "classes.md#by-time", "classes.md#nowhere")
    (problem,) = asked("build", code=1)["problems"]
    assert list(problem) == ["file", "line", "what", "mend"]
    assert (problem["file"], problem["line"]) == ("content/en/policy/dispatch.md", 11)
    assert "nowhere" in problem["what"]
    assert files_of(site.out) == before


def test_without_strict_what_can_be_made_is_made_and_the_problem_is_named(site: SmallSite) -> None:
    site.edit("en/policy/dispatch.md", "classes.md#by-time", "classes.md#nowhere")
    answer = asked("build", "--no-strict")
    assert len(answer["problems"]) == 1
    assert (site.out / "en/policy/dispatch/index.html").exists()


def test_a_missing_translation_is_a_hint_on_standard_error_and_no_problem(site: SmallSite) -> None:
    site.write(
        "zh/policy/more.md",
        (site.root / "content/zh/policy/dispatch.md").read_text().replace("order: 2", "order: 3"),
    )
    result = run("build", "--json")
    assert result.exit_code == 0
    assert "hint: content/zh/policy/more.md" in result.stderr
    assert "hint" not in result.stdout


def test_out_puts_the_site_elsewhere(site: SmallSite, tmp_path: Path) -> None:
    asked("build", "--out", str(tmp_path / "other"))
    assert (tmp_path / "other" / "index.html").exists()
    assert not site.out.exists()
