"""A build makes pages as they are asked for, makes again only what changed, and never leaves a half."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest

from leadpwa.errors import LeadpwaError
from leadpwa.site.build import build
from leadpwa.site.report import reporter
from tests.site.small_site import ROOT, SmallSite, front_matter


def test_a_page_carries_its_numbers_from_the_rules(small: SmallSite) -> None:
    assert small.build().problems == ()
    page = small.page("zh/policy/classes")
    assert '<h2 id="by-time"><span class="num">1.1</span>分类</h2>' in page
    assert "Every 56 days" in page
    assert '<span class="badge badge-text" data-class="B">B</span>' in page


def test_the_headings_of_a_lesson_are_not_numbered(small: SmallSite) -> None:
    small.build()
    assert '<h2 id="man">MAN</h2>' in small.page("en/training/man")


def test_links_between_files_become_addresses(small: SmallSite) -> None:
    small.build()
    page = small.page("en/policy/dispatch")
    assert '<a href="/en/policy/classes/#by-time">there</a>' in page
    assert '<a href="/en/training/man/">a lesson</a>' in page


def test_a_site_may_stand_below_a_path(small: SmallSite) -> None:
    path = small.root / "site" / "site.toml"
    path.write_text(path.read_text("utf-8").replace('base = "/"', 'base = "/docs/"'), "utf-8")
    assert small.build().problems == ()
    addresses = re.findall(
        r'(?:href|src)="(/[^"]*)"', "".join(p.read_text() for p in small.out.rglob("*.html"))
    )
    assert addresses
    assert all(address.startswith("/docs/") for address in addresses)


def test_no_page_carries_a_script_or_style_of_its_own(small: SmallSite) -> None:
    small.build()
    for path in small.out.rglob("*.html"):
        page = path.read_text("utf-8")
        assert 'http-equiv="Content-Security-Policy" content="default-src \'self\'' in page.replace(
            "&#39;", "'"
        )
        assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=|<style", page), path


def test_a_second_build_makes_nothing_again(small: SmallSite) -> None:
    first = small.build()
    before = small.files()
    again = small.build()
    assert (again.pages, again.changed) == (first.pages, 0)
    assert again.bytes == first.bytes == sum(map(len, before.values()))
    assert small.files() == before


def test_an_edited_page_alone_is_made_again(small: SmallSite) -> None:
    small.build()
    small.edit("zh/training/man.md", "Money", "Money first")
    # The page itself, and in each language the front page and that of the marks, which list all.
    assert small.build().changed == 5
    assert "Money first" in small.page("zh/training/man")


def test_a_new_title_reaches_every_page_that_names_it(small: SmallSite) -> None:
    small.build()
    small.edit("zh/policy/dispatch.md", "title: 规定", "title: 新规定")
    small.build()
    for place in ("zh/policy", "zh/policy/classes", "zh/policy/dispatch", "zh"):
        assert "新规定" in small.page(place), place
    assert "新规定" not in small.page("en/policy/classes")


def test_a_changed_rule_reaches_the_pages(small: SmallSite) -> None:
    small.build()
    small.edit("rules.toml", "sales_cycle_days = { value = 56", "sales_cycle_days = { value = 60")
    small.build()
    assert "Every 60 days" in small.page("en/policy/classes")


def test_a_removed_page_leaves_the_output(small: SmallSite) -> None:
    small.build()
    for language in ("zh", "en"):
        (small.root / f"content/{language}/policy/dispatch.md").unlink()
    assert small.build().problems == ()
    assert not (small.out / "zh/policy/dispatch").exists()


def test_what_was_deleted_or_cut_in_the_output_is_made_again(small: SmallSite) -> None:
    small.build()
    before = small.files()
    (small.out / "zh/policy/classes/index.html").unlink()
    (small.out / "en/index.html").write_text("half a")
    small.build()
    assert small.files() == before


def test_a_page_without_translation_shows_the_other_language_and_says_so(small: SmallSite) -> None:
    small.write("zh/policy/third.md", front_matter("第三", 3) + "正文。\n")
    result = small.build()
    assert result.problems == ()
    assert [hint.file for hint in result.hints] == ["content/zh/policy/third.md"]
    page = small.page("en/policy/third")
    assert "not translated yet" in page
    assert '<article lang="zh-CN">' in page
    assert "正文。" in page


def test_a_long_section_prints_only_the_part_around_a_page(small: SmallSite) -> None:
    for n in range(3, 103):
        for language in ("zh", "en"):
            small.write(f"{language}/policy/p{n}.md", front_matter(f"Page {n}", n) + "Text.\n")
    assert small.build().problems == ()
    side = re.search(r'<nav class="side.*?</nav>', small.page("zh/policy/p50"), re.DOTALL)
    assert side is not None
    assert side[0].count("<li>") == 40
    assert "Page 49" in side[0]
    assert "Page 99" not in side[0]


def test_nothing_is_left_beside_the_output(small: SmallSite) -> None:
    small.build()
    small.edit("zh/policy/classes.md", "Intro.", "[a](a.md)")
    small.build()
    assert sorted(path.name for path in small.out.parent.iterdir()) == ["dist", "root"]


def test_typescript_that_is_wrong_ends_the_build_and_keeps_the_output(small: SmallSite) -> None:
    small.build()
    before = small.files()
    (small.root / "node_modules").symlink_to(ROOT / "node_modules")
    (small.root / "site" / "reader").mkdir()
    Path(small.root / "site" / "reader" / "main.ts").write_text("const = 1;")
    with pytest.raises(LeadpwaError, match=r"main\.ts"):
        small.build()
    assert small.files() == before


def test_the_scripts_are_bundled_under_names_of_their_content(small: SmallSite) -> None:
    (small.root / "node_modules").symlink_to(ROOT / "node_modules")
    (small.root / "site" / "reader").mkdir()
    (small.root / "site" / "reader" / "main.ts").write_text("console.log('read');")
    small.build()
    named = re.search(r'<script type="module" src="/(assets/reader-[A-Z0-9]{8}\.js)">', small.page("zh"))
    assert named is not None
    assert b"read" in (small.out / named[1]).read_bytes()


def test_raw_html_in_code_is_printed_not_run(small: SmallSite) -> None:
    small.edit("zh/policy/classes.md", "Intro.", "`<script>alert(1)</script>`\n\n    <b onclick=x>here</b>")
    assert small.build().problems == ()
    page = small.page("zh/policy/classes")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b onclick" not in page


def test_progress_is_told_in_plain_lines_where_there_is_no_terminal(small: SmallSite) -> None:
    told = StringIO()
    with reporter(told) as report:
        build(small.root, small.out, report=report)
    assert told.getvalue() == "Reading: 6\nPages: 17\n"
