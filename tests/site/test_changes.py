"""What changed between the versions of a page, and pages that should have been read over."""

from __future__ import annotations

from datetime import date

from leadpwa.site.build import build
from leadpwa.site.changes import difference
from tests.site.small_site import SmallSite, front_matter

CHANGES = """
  - {version: "1.0", effective: 2026-12-01, what: 首次发布}
  - {version: "1.1", effective: 2027-01-04, what: 到期当天提醒}"""
NEW = {"version": '"1.1"', "effective": "2027-01-04", "changes": CHANGES}


def changed_site(small: SmallSite, **fields: str) -> SmallSite:
    """The classes page in its second version, in both languages, the first one kept."""
    for language in small_languages:
        place = small.root / "content" / language / "policy" / "classes.md"
        head = front_matter("分类", 1)
        small.write(f"{language}/policy/versions/classes@1.0.md", head + "到期前一周提醒。\n\n别的不变。\n")
        text = (
            front_matter("分类", 1, **{**NEW, **fields})
            + "到期当天提醒。\n\n别的不变。\n\n## 分类 {#by-time}\n"
        )
        place.write_text(text, "utf-8")
    return small


small_languages = ("zh", "en")


def test_a_page_tells_what_each_version_changed_word_by_word(small: SmallSite) -> None:
    assert changed_site(small).build().problems == ()
    page = small.page("zh/policy/classes")
    assert "改了什么" in page
    assert page.index("到期当天提醒</p>") < page.index("首次发布")
    assert "<p>到期<del>前一周</del><ins>当天</ins>提醒。</p>" in page
    assert "别的不变" not in page[page.index('class="difference"') : page.index("</details>")]


def test_the_changes_end_with_the_version_that_the_page_has(small: SmallSite) -> None:
    result = changed_site(small, effective="2027-01-05").build()
    problem = result.problems[0]
    assert (problem.file, problem.line) == ("content/en/policy/classes.md", 10)
    assert "effective day" in problem.what


def test_versions_that_do_not_rise_are_named(small: SmallSite) -> None:
    falling = CHANGES.replace('"1.0"', '"1.2"')
    assert "do not rise" in changed_site(small, changes=falling).build().problems[0].what


def test_a_former_text_that_is_added_later_is_shown(small: SmallSite) -> None:
    former = small.root / "content" / "zh" / "policy" / "versions" / "classes@1.0.md"
    changed_site(small)
    text = former.read_text("utf-8")
    former.unlink()
    small.build()
    assert "<del>" not in small.page("zh/policy/classes")
    former.write_text(text, "utf-8")
    small.build()
    assert "<del>" in small.page("zh/policy/classes")


def test_paragraphs_with_little_in_common_are_shown_whole() -> None:
    assert difference(["甲乙丙", "same"], ["丁戊己庚 & <b>", "same"]) == (
        "<p><del>甲乙丙</del><ins>丁戊己庚 &amp; &lt;b&gt;</ins></p>"
    )
    assert difference(["a", "b"], ["a"]) == "<p><del>b</del></p>"


def test_the_build_hints_at_a_page_whose_review_is_over(small: SmallSite) -> None:
    on_time = build(small.root, small.out, quiet=True, today=date(2027, 6, 1))
    late = build(small.root, small.out, quiet=True, today=date(2027, 6, 2))
    assert on_time.hints == ()
    assert {(h.line, h.what) for h in late.hints} == {(8, "should have been reviewed by 2027-06-01")}
    assert late.problems == ()
