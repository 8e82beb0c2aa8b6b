"""Nothing of the content is passed over without a word: each fault has its file and line, and the output stays."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from leadpwa.site.front import Front
from leadpwa.site.links import APP_PLACES
from tests.site.small_site import ROOT, SmallSite, front_matter

TERM = '[[terms]]\nid = "lead"\nterm = "Lead"\ntext = "A person."\nsee = "policy/classes.md"\n'
Break = Callable[[SmallSite], object]


def in_site(old: str, new: str) -> Break:
    def change(small: SmallSite) -> None:
        path = small.root / "site" / "site.toml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return change


def in_words(old: str, new: str) -> Break:
    def change(small: SmallSite) -> None:
        path = small.root / "site" / "words.toml"
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    return change


def written(name: str, text: str) -> Break:
    return lambda small: small.write(name, text)


def in_both(text: str) -> Break:
    def change(small: SmallSite) -> None:
        for language in ("zh", "en"):
            small.write(f"{language}/glossary.toml", text if language == "zh" else TERM)

    return change


# What is broken, then the file that is named, a word of what is said, and of the mend.
BROKEN: dict[str, tuple[Break, str, str, str]] = {
    "a section that site.toml does not name": (
        written("zh/extra/x.md", front_matter("X", 1)),
        "content/zh/extra",
        "the folder of no section",
        "[[sections]]",
    ),
    "a language that site.toml does not name": (
        written("fr/policy/x.md", front_matter("X", 1)),
        "content/fr",
        "the folder of no language",
        "languages",
    ),
    "a folder inside a section": (
        written("zh/policy/sub/x.md", front_matter("X", 1)),
        "content/zh/policy/sub",
        "a folder inside a section",
        "in the section itself",
    ),
    "a page beside the sections": (
        written("zh/x.md", front_matter("X", 1)),
        "content/zh/x.md",
        "belongs to no section",
        "policy or training",
    ),
    "a page by another ending": (
        written("zh/policy/x.markdown", front_matter("X", 1)),
        "content/zh/policy/x.markdown",
        "neither a page nor a picture",
        "end in .md",
    ),
    "a picture with a sign that addresses use": (
        lambda small: small.write("zh/policy/50%.png", png(1, 1)),
        "content/zh/policy/50%.png",
        "can't be named in a link",
        "letters, digits",
    ),
    "a former text of no page": (
        written("zh/policy/versions/clases@1.0.md", front_matter("X", 1)),
        "content/zh/policy/versions/clases@1.0.md",
        "the former text of no page",
        "SLUG@VERSION.md",
    ),
    "a former text that the page does not name": (
        written("zh/policy/versions/classes@0.9.md", front_matter("X", 1)),
        "content/zh/policy/versions/classes@0.9.md",
        "names no former version 0.9",
        "under changes:",
    ),
    "a page to read first that is not there": (
        in_site('["classes"]', '["clases"]'),
        "site/site.toml",
        "read_first names 'clases'",
        "without .md",
    ),
    "a language twice": (in_site('["zh", "en"]', '["zh", "zh"]'), "site/site.toml", "each language once", ""),
    "a base with a blank": (in_site('base = "/"', 'base = "/a b/"'), "site/site.toml", "base", ""),
    "no TOML": (in_site('url = ""', "url = "), "site/site.toml", "is no TOML", "the line that it names"),
    "words of one language alone": (
        in_words("[en]", "[fr]"),
        "site/words.toml",
        "has no [en]",
        "each language",
    ),
    "a word that is a number": (
        in_words('close = "', 'close = 3 #"'),
        "site/words.toml",
        "close",
        "in quotes",
    ),
    "synonyms without a file": (
        lambda small: (small.root / "content/synonyms.toml").unlink(),
        "content/synonyms.toml",
        "can't be read",
        "Put the file there",
    ),
    "synonyms with an unknown key": (
        written("synonyms.toml", 'groups = [["a", "b"]]\ngroup = [["c", "d"]]\n'),
        "content/synonyms.toml",
        "group",
        "groups = ",
    ),
    "a word without a synonym": (
        written("synonyms.toml", 'groups = [["a"]]\n'),
        "content/synonyms.toml",
        "groups.0",
        "two words or more",
    ),
    "a synonym in two groups": (
        written("synonyms.toml", 'groups = [\n["a", "b"],\n["B", "c"]]\n'),
        "content/synonyms.toml",
        "'b' stands in two groups",
        "Join them",
    ),
    "one language without a glossary": (
        written("zh/glossary.toml", TERM),
        "content/en/glossary.toml",
        "is missing, and content/zh/glossary.toml is there",
        "the same terms",
    ),
    "a glossary under another key": (
        in_both(TERM.replace("[[terms]]", "[[term]]")),
        "content/zh/glossary.toml",
        "term",
        "[[terms]]",
    ),
    "a term without meaning": (
        in_both(TERM + TERM.replace('"lead"', '"close"').replace('"A person."', '""')),
        "content/zh/glossary.toml",
        "terms.1.text",
        "id, term, text",
    ),
}
LINES = {
    "a page to read first that is not there": 19,
    "no TOML": 6,
    "a language twice": 7,
    "a base with a blank": 4,
    "synonyms with an unknown key": 2,
    "a synonym in two groups": 3,
    "a term without meaning": 9,
}


@pytest.mark.parametrize("case", BROKEN.items(), ids=BROKEN.keys())
def test_what_would_be_passed_over_is_named(
    small: SmallSite, case: tuple[str, tuple[Break, str, str, str]]
) -> None:
    name, (break_it, file, what, mend) = case
    break_it(small)
    problems = [p for p in small.build().problems if p.file == file]
    assert len(problems) == 1, small.build().problems
    assert what in problems[0].what
    assert mend in problems[0].mend
    if name in LINES:
        assert problems[0].line == LINES[name]
    assert not small.out.exists()


@pytest.fixture
def with_app(small: SmallSite, monkeypatch: pytest.MonkeyPatch) -> SmallSite:
    front = Front({"app-AAAAAAAA.js": b"1"}, b'const version = "%VERSION%";')
    monkeypatch.setattr("leadpwa.site.maker.build_front", lambda *_, **__: front)
    return small


FACTS = {
    "models": ("models.toml", None, 1, "can't be read"),
    "wordings": ("wording.toml", None, 1, "can't be read"),
    "a model twice": ("models.toml", '"exeed-rx"', 4, "'tiggo-8' stands twice"),
    "a purpose without words": ("wording.toml", "marketing = ", 8, "2026-1.zh.marketing"),
    "a name that nobody fills in": ("wording.toml", "{brand}", 10, "nothing fills in '{brnd}'"),
}


@pytest.mark.parametrize(("name", "old", "line", "what"), FACTS.values(), ids=FACTS.keys())
def test_no_app_is_built_that_could_not_start(
    with_app: SmallSite, name: str, old: str | None, line: int, what: str
) -> None:
    new = {'"exeed-rx"': '"tiggo-8"', "marketing = ": "marketting = ", "{brand}": "{brnd}"}
    if old is None:
        (with_app.root / "content" / name).unlink()
    else:
        with_app.edit(name, old, new[old])
    problem = with_app.only_problem()
    assert problem.file == f"content/{name}"
    assert what in problem.what
    assert problem.mend
    assert not with_app.out.exists()


def test_without_the_app_there_are_no_facts_of_it(small: SmallSite) -> None:
    (small.root / "content/models.toml").unlink()
    assert small.build().problems == ()
    assert (small.out / "app/build.json").read_bytes() == b"{}\n"


def png(width: int, height: int) -> bytes:
    """As much of a PNG as tells its size."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\x08\x02\0\0\0"


def test_a_picture_with_a_chinese_name_is_shown_in_its_size(with_app: SmallSite) -> None:
    with_app.write("zh/policy/展厅.png", png(640, 480))
    with_app.edit("zh/policy/classes.md", "Intro.", "![展厅](展厅.png)")
    assert with_app.build().problems == ()
    page = with_app.page("zh/policy/classes")
    assert 'src="/images/zh/policy/展厅.png" width="640" height="480">' in page
    assert (with_app.out / "images/zh/policy/展厅.png").read_bytes() == png(640, 480)


def test_another_picture_of_that_name_has_its_own_size(small: SmallSite) -> None:
    small.write("zh/policy/car.png", png(640, 480))
    small.edit("zh/policy/classes.md", "Intro.", "![a car](car.png)")
    small.build()
    small.write("zh/policy/car.png", png(320, 200))
    small.build()
    assert 'width="320" height="200"' in small.page("zh/policy/classes")


def test_a_drawing_without_a_size_is_let_pass(small: SmallSite) -> None:
    small.write("zh/policy/plan.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    small.edit("zh/policy/classes.md", "Intro.", "![a plan](plan.svg)")
    assert small.build().problems == ()


def test_a_file_that_is_no_picture_is_named(small: SmallSite) -> None:
    small.write("zh/policy/car.jpg", "<html>not found</html>")
    problem = small.only_problem()
    assert (problem.file, problem.what) == ("content/zh/policy/car.jpg", "can't be read as a picture")


@pytest.mark.parametrize("anchor", ["/nonsense", "pair=X", "/today"])
def test_the_apps_screens_are_anchors_of_the_app_alone(small: SmallSite, anchor: str) -> None:
    small.edit("zh/policy/classes.md", "Intro.", f"[x](dispatch.md#{anchor})")
    assert small.only_problem().what == f"'dispatch.md#{anchor}' leads to no such anchor"


def test_only_screens_that_the_app_has_can_be_linked(small: SmallSite) -> None:
    small.edit("zh/policy/classes.md", "Intro.", "[x](../../app/#/leds) [y](../../app/#/lead/1/follow)")
    problem = small.only_problem()
    assert problem.what == "'../../app/#/leds' leads to no such anchor"
    assert problem.mend == "Did you mean #/leads?"


def test_the_screens_are_those_of_the_apps_router() -> None:
    router = (ROOT / "leadpwa/pwa/views/router.ts").read_text("utf-8")
    assert f"PLACES: readonly string[] = {str(list(APP_PLACES)).replace(chr(39), chr(34))};" in router


def test_an_anchor_that_the_frame_has_too_is_named(small: SmallSite) -> None:
    for language in ("zh", "en"):
        small.edit(f"{language}/training/man.md", "{#man}", "{#main}")
    assert [(p.file, p.line, p.what) for p in small.build().problems] == [
        (f"content/{language}/training/man.md", 11, "the anchor 'main' stands twice on the page")
        for language in ("en", "zh")
    ]


def test_an_anchor_of_one_language_alone_is_named(small: SmallSite) -> None:
    small.edit("zh/training/man.md", "Money", "## More {#more}\n\nMoney")
    problem = small.only_problem()
    assert problem.file == "content/en/training/man.md"
    assert problem.what == "lacks the anchor 'more', which content/zh/training/man.md has on line 13"
    assert not small.out.exists()


def test_a_day_of_one_language_alone_is_named(small: SmallSite) -> None:
    small.edit("zh/policy/classes.md", "2026-12-01", "2026-12-02")
    problem = small.only_problem()
    assert (problem.file, problem.line) == ("content/zh/policy/classes.md", 5)
    assert problem.what == "has effective 2026-12-02, content/en/policy/classes.md has 2026-12-01"


def test_a_broken_link_on_a_page_without_translation_is_the_pages_own(small: SmallSite) -> None:
    small.write("zh/policy/third.md", front_matter("第三", 3) + "[x](nowhere.md)\n")
    assert small.only_problem().file == "content/zh/policy/third.md"


def test_a_link_is_not_taken_for_a_longer_one_before_it(small: SmallSite) -> None:
    small.edit("zh/policy/classes.md", "Intro.", "[x](dispatch.md)\n\n[y](#by-time)\n\n[z](#by)")
    assert small.only_problem().line == 15


def test_a_missing_picture_is_to_be_put_there(small: SmallSite) -> None:
    small.edit("zh/policy/classes.md", "Intro.", "![x](sub/car.png)")
    assert small.only_problem().mend == "Put the picture beside the page that shows it."


def test_a_folder_called_like_a_page_is_named(small: SmallSite) -> None:
    (small.root / "content/zh/policy/x.md").mkdir()
    assert small.only_problem().file == "content/zh/policy/x.md"


def test_a_link_to_a_file_that_is_gone_is_named(small: SmallSite) -> None:
    Path(small.root / "content/zh/policy/x.md").symlink_to("nowhere.md")
    assert small.only_problem().file == "content/zh/policy/x.md"
