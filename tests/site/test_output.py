"""Whatever cuts a build off, the output is the site of before or the new one; nothing else is taken away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leadpwa.errors import LeadpwaError
from leadpwa.site import inputs
from leadpwa.site.build import build
from leadpwa.site.front import build_front
from tests.site.small_site import ROOT, SmallSite, front_matter


class Killed(BaseException):
    """The process ends here."""


def many_more(small: SmallSite) -> None:
    """So many pages that the folder is exchanged."""
    for n in range(3, 60):
        for language in ("zh", "en"):
            small.write(f"{language}/policy/p{n}.md", front_matter(f"Page {n}", n) + "Text.\n")


@pytest.mark.parametrize("cut", [Killed, OSError])
def test_an_exchange_that_is_cut_off_leaves_the_site_of_before(
    small: SmallSite, monkeypatch: pytest.MonkeyPatch, cut: type[BaseException]
) -> None:
    small.build()
    before = small.files()
    many_more(small)
    rename = Path.rename

    def cut_off(path: Path, target: Path) -> Path:
        if path.name == ".dist.new":
            raise cut
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", cut_off)
    with pytest.raises(cut):
        small.build()
    monkeypatch.undo()
    # The next build, even one that fails, has it in its place again.
    small.edit("zh/policy/classes.md", "Intro.", "[a](a.md)")
    assert small.build().problems
    assert small.files() == before


def test_after_an_exchange_that_was_cut_off_nothing_counts_as_standing(
    small: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = small.build()
    many_more(small)
    monkeypatch.setattr("leadpwa.site.cache.Cache.keep_state", lambda *_: (_ for _ in ()).throw(Killed))
    with pytest.raises(Killed):
        small.build()
    monkeypatch.undo()
    # Of the same size as what stands there, and another.
    page = small.out / "zh/policy/classes/index.html"
    right = page.read_bytes()
    page.write_bytes(right.replace(b"Intro", b"Infra"))
    assert small.build().changed > first.pages
    assert page.read_bytes() == right


@pytest.mark.parametrize("name", ["photos", "root", "root/content/new", "note.txt", "."])
def test_a_folder_that_holds_no_site_is_left_alone(small: SmallSite, name: str) -> None:
    photos = small.root.parent / "photos"
    photos.mkdir()
    (photos / "car.png").write_bytes(b"car")
    (small.root.parent / "note.txt").write_text("note")
    with pytest.raises(LeadpwaError, match="nothing was changed"):
        build(small.root, small.root.parent / name, quiet=True)
    assert (photos / "car.png").read_bytes() == b"car"
    assert (small.root.parent / "note.txt").read_text() == "note"
    assert (small.root / "content/rules.toml").exists()


TEMPLATES = {
    "a name that is none": (
        "home.html",
        "{{ w.home_title }}",
        "{{ w.hom_title }}",
        "has no attribute 'hom_title'",
    ),
    "half a call": ("home.html", "{{ w.home_title }}", "{{ w.home_title }", "can't be read"),
    "a sum that can't be": ("home.html", "{{ w.home_title }}", "{{ 1 / 0 }}", "division by zero"),
    "a template that is not there": ("home.html", '"frame.html"', '"fram.html"', "is missing"),
    "a link of the frame": ("bar.html", "app/#/leads", "app/#/leds", "leads to no such anchor"),
}


@pytest.mark.parametrize(("file", "old", "new", "what"), TEMPLATES.values(), ids=TEMPLATES.keys())
def test_a_template_that_does_not_hold_is_named_by_its_line(
    small: SmallSite, file: str, old: str, new: str, what: str
) -> None:
    path = small.root / "site" / "templates" / file
    text = path.read_text("utf-8")
    path.write_text(text.replace(old, new), "utf-8")
    line = text[: text.index(old)].count("\n") + 1
    problems = small.build().problems
    expected = ("site/templates/fram.html", 1) if what == "is missing" else (f"site/templates/{file}", line)
    assert {(p.file, p.line) for p in problems} == {expected}
    assert what in problems[0].what
    assert not small.out.exists()


def test_words_that_want_what_the_page_has_not_are_named_in_their_file(small: SmallSite) -> None:
    path = small.root / "site" / "words.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("{policy}", "{polcy}"), "utf-8")
    problem = small.only_problem()
    assert problem.file == "site/words.toml"
    assert "{polcy}" in path.read_text("utf-8").splitlines()[problem.line - 1]
    assert "{policy}" in problem.mend


def test_drawings_that_are_no_json_are_named(small: SmallSite) -> None:
    (small.root / "static/icons/icons.json").write_text('{\n"a": }')
    problem = small.only_problem()
    assert (problem.file, problem.line) == ("static/icons/icons.json", 2)


def test_rules_that_are_no_toml_are_named_by_their_line(small: SmallSite) -> None:
    small.write("rules.toml", 'version = "1"\nscheme = \n')
    problem = small.only_problem()
    assert (problem.file, problem.line) == ("content/rules.toml", 2)


def test_a_cache_that_can_not_be_read_is_named(small: SmallSite) -> None:
    small.build()
    pages = small.root / ".cache/site/pages.sqlite"
    content = pages.read_bytes()
    pages.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    small.edit("zh/training/man.md", "Money", "Money first")
    with pytest.raises(LeadpwaError, match=r"Remove that folder"):
        small.build()


def test_a_new_security_policy_makes_every_page_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("site", "domain"):
        (tmp_path / name).mkdir()
    (tmp_path / "security.py").write_text("1")
    monkeypatch.setattr(inputs, "_PACKAGE", tmp_path)
    before = inputs.code_stamp.__wrapped__()
    (tmp_path / "security.py").write_text("2")
    assert inputs.code_stamp.__wrapped__() != before


def test_scripts_are_bundled_anew_when_the_way_of_bundling_changes(
    small: SmallSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (small.root / "node_modules").symlink_to(ROOT / "node_modules")
    (small.root / "site/reader").mkdir()
    (small.root / "site/reader/main.ts").write_text("console.log('read');")
    made = build_front(small.root, tmp_path / "cache", defines={})
    mark = tmp_path / "cache/front/built.json"
    old = json.loads(mark.read_text())
    other = tmp_path / "front.py"
    other.write_text("# another target")
    monkeypatch.setattr("leadpwa.site.front.__file__", str(other))
    assert build_front(small.root, tmp_path / "cache", defines={}).files == made.files
    assert json.loads(mark.read_text()) != old
