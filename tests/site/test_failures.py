"""What is wrong with the content is named by file and line with the mend, and the site stays as it was."""

from __future__ import annotations

import pytest

from tests.site.small_site import SmallSite, front_matter

BODY = "Text.\n\n## Where {#where}\n\n{{ rule('board.grace_days') }} days.\n"

# What is written, what the build says, what it proposes; every line counts the six lines of front matter and more.
BROKEN = {
    "a link to no page": ("[x](nowhere.md)", "'nowhere.md' leads to no page", "Name a page that is there"),
    "a link nearly right": (
        "[x](clases.md)",
        "'clases.md' leads to no page",
        "Did you mean zh/policy/classes/?",
    ),
    "a link to no anchor": ("[x](classes.md#by-tme)", "leads to no such anchor", "Did you mean #by-time?"),
    "a link to no anchor of its own": (
        "[x](#wher)",
        "'#wher' leads to no such anchor",
        "Did you mean #where?",
    ),
    "an image that is not there": ("![a car](car.png)", "'car.png' leads to no page", ""),
    "an image without words": ("![](car.png)", "has no words", "what it shows"),
    "a rule that is not there": (
        '{{ rule("board.sales_cycle") }}',
        "rules.toml has no 'board.sales_cycle'",
        "",
    ),
    "a call that is not there": ("{{ ruel('x') }}", "'ruel' is undefined", "Calls that exist"),
    "a call cut short": ("{{ rule('board.grace_days' }}", "can't be read", "one call between"),
    "a table in the place of a number": ("{{ rule('stars') }}", "is a table", ""),
    "a call without its brackets": ("{{ example_month }}", "a call without its brackets", "example_month(…)"),
    "a call that answers with nothing": ("{{ none }}", "gives nothing", "whole number"),
    "a fraction of a number": ("{{ rule('board.grace_days') / 2 }}", "gives a float", "whole number"),
    "a yes or no": ("{{ rule('classes.B.dispatch') }}", "gives a bool", "whole number"),
    "a sum that can't be": ("{{ 1/0 }}", "division by zero", "in the brackets"),
    "a path that is no words": ("{{ rule(1) }}", "'rule(1)'", "in the brackets"),
    "days as per cent": (
        "{{ percent('dispatch.reply_days') }}",
        "counts days; this call is for per cent",
        "",
    ),
    "days as a day of the month": (
        "{{ ordinal('dispatch.reply_days') }}",
        "this call is for day of month",
        "",
    ),
    "days as parts": ("{{ fraction('dispatch.reply_days') }}", "this call is for parts", ""),
    "days as a ratio": ("{{ one_in('dispatch.reply_days') }}", "this call is for one in", ""),
    "fewer than none": ("{{ example_ratio(prospects=-5, closes=1) }}", "from 0", "in the brackets"),
    "half a call after a whole one": ("}} {{ rule('board.grace_days') }}", "a lone '}}'", "Pages know"),
    "a class that is not there": ("{{ cls('Z') }}", "has no class 'Z'", ""),
    "a day that is none": ("{{ example_classify(on='2026-02-30', window='B') }}", "on is a day", ""),
    "a statement": ("{% if x %}", "a lone '{%'", "Pages know calls alone"),
    "a heading without anchor": ("## Bare", "has no anchor", "{#an-anchor}"),
    "an anchor twice": ("## Again {#where}", "stands twice", "Rename one"),
    "a title in the text": ("# Big", "a heading of the first level", "## "),
    "a script as a link": ("[x](javascript:alert(1))", "unknown kind of address", "https"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_broken_text_is_named_by_file_and_line(small: SmallSite, broken: tuple[str, str, str]) -> None:
    text, what, mend = broken
    small.build()
    before = small.files()
    small.write("zh/policy/third.md", front_matter("三", 3) + BODY + "\n" + text + "\n")
    small.write("en/policy/third.md", front_matter("Third", 3) + BODY)

    problem = small.only_problem()

    assert problem.file == "content/zh/policy/third.md"
    assert problem.line == 17
    assert what in problem.what
    assert mend in problem.mend
    assert small.files() == before


FIELDS = {
    "missing": ({"owner": ""}, 1, "no 'owner'", "department"),
    "unknown": ({"author": "me"}, 10, "'author' is no field", "Known are title"),
    "a version that YAML reads as a number": ({"version": "1.0"}, 4, "'version' is wrong", "in quotes"),
    "a day that does not exist": ({"effective": "2026-02-30"}, 5, "'effective' is wrong", "2026-12-01"),
    "an order that is no number": ({"order": "first"}, 7, "'order' is wrong", "whole number"),
    "text that YAML can't read": ({"title": "a: b: c"}, 2, "no YAML", "quotes"),
    "a sign that no text holds": ({"summary": "a\x01b"}, 3, "a sign that can't be read", "Take it out"),
    "a field twice": ({"summary": "A.\ntitle: Other"}, 4, "title stands twice", "each field once"),
    "a list as a field": ({"summary": "A.\n? [a]\n: b"}, 4, "a list is no field", "each field once"),
    "a number as a field": ({"summary": "A.\n7: b"}, 4, "'7' is no field", "Known are title"),
    "a day that is a number": ({"review": "20270601"}, 8, "'review' is wrong", "2027-06-01"),
    "a yes as a number": ({"minutes": "yes"}, 9, "'minutes' is wrong", "whole number"),
}


@pytest.mark.parametrize("case", FIELDS.values(), ids=FIELDS.keys())
def test_front_matter_that_does_not_hold_is_named(
    small: SmallSite, case: tuple[dict[str, str], int, str, str]
) -> None:
    fields, line, what, mend = case
    small.write("en/policy/classes.md", front_matter("Classes", 1, **fields) + "## Classes {#by-time}\n")
    problems = [p for p in small.build().problems if "classes.md" in p.file and "leads to" not in p.what]
    assert len(problems) == 1
    assert problems[0].file == "content/en/policy/classes.md"
    assert problems[0].line == line
    assert what in problems[0].what
    assert mend in problems[0].mend
    assert not small.out.exists()


def test_every_problem_is_named_in_one_build(small: SmallSite) -> None:
    small.edit("zh/policy/classes.md", "Intro.", "[a](a.md) {{ rule('b') }}")
    small.edit("en/training/man.md", "order: 1", "order: 0")
    assert {p.file for p in small.build().problems} == {
        "content/zh/policy/classes.md",
        "content/en/training/man.md",
    }


def test_a_file_in_gbk_is_named(small: SmallSite) -> None:
    small.write("zh/policy/classes.md", (front_matter("分类", 1) + "正文").encode("gbk"))
    problem = next(p for p in small.build().problems if "UTF-8" in p.what)
    assert "GBK" in problem.what
    assert problem.mend == "Save it as UTF-8."


def test_a_byte_order_mark_and_windows_line_ends_are_let_pass(small: SmallSite) -> None:
    path = small.root / "content/zh/policy/classes.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert small.build().problems == ()
    assert "分类</h2>" in small.page("zh/policy/classes")


def test_two_pages_of_one_order_are_named(small: SmallSite) -> None:
    small.write("zh/policy/third.md", front_matter("三", 2) + "Text.\n")
    small.write("en/policy/third.md", front_matter("Third", 2) + "Text.\n")
    problems = small.build().problems
    assert {(p.line, p.what) for p in problems} == {(7, "has the order 2, and so has dispatch.md")}


def test_languages_that_differ_in_version_are_named(small: SmallSite) -> None:
    small.edit("zh/policy/classes.md", '"1.0"', '"1.1"')
    problem = small.only_problem()
    assert (problem.file, problem.line) == ("content/zh/policy/classes.md", 4)
    assert problem.mend == "Make both the same."


def test_rules_that_do_not_hold_are_named(small: SmallSite) -> None:
    small.edit(
        "rules.toml", 'grace_days = { value = 3, unit = "days"', 'grace_days = { value = 3, unit = "weeks"'
    )
    problem = small.only_problem()
    assert problem.file == "content/rules.toml"
    assert problem.line > 1
    assert "grace_days" in problem.what


def test_a_term_that_leads_nowhere_is_named(small: SmallSite) -> None:
    for language in ("zh", "en"):
        small.write(
            f"{language}/glossary.toml",
            '[[terms]]\nid = "lead"\nterm = "Lead"\ntext = "A person."\nsee = "policy/classes.md#by-tim"\n',
        )
    problems = small.build().problems
    assert [(p.file, p.line) for p in problems] == [
        ("content/en/glossary.toml", 1),
        ("content/zh/glossary.toml", 1),
    ]


def test_a_term_of_one_language_alone_is_named(small: SmallSite) -> None:
    text = '[[terms]]\nid = "lead"\nterm = "Lead"\ntext = "A person."\nsee = "policy/classes.md"\n'
    small.write("zh/glossary.toml", text + text.replace('"lead"', '"enquiry"'))
    small.write("en/glossary.toml", text)
    assert small.only_problem().what == "lacks the term 'enquiry'"


def test_without_strict_what_can_be_made_is_made(small: SmallSite) -> None:
    small.edit("zh/policy/classes.md", "Intro.", "[a](a.md)")
    small.edit("en/training/man.md", "order: 1", "order: 0")
    result = small.build(strict=False)
    assert len(result.problems) >= 2
    assert "a.md" in str(result.problems)
    assert (small.out / "zh/policy/classes/index.html").exists()
