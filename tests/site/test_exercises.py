"""Exercises that can be answered on the page: what the build reads off them, and what it refuses."""

from __future__ import annotations

import pytest

from tests.site.small_site import SmallSite, front_matter

EXERCISE = """
## 练习 {#exercises}

!!! exercise "练习 1"
    哪一栏？

    - A：25%。
    - B：销售机会。

    ??? answer "看答案"
        **B**。没有日期，A 听错了。
"""


def lesson(small: SmallSite, text: str) -> SmallSite:
    small.write("zh/training/man.md", front_matter("三问", 1) + text)
    small.write("en/training/man.md", front_matter("Lesson", 1) + "## Exercises {#exercises}\n")
    return small


def test_options_and_answer_are_read_off_the_text_that_people_read(small: SmallSite) -> None:
    assert lesson(small, EXERCISE).build().problems == ()
    page = small.page("zh/training/man")
    assert '<aside class="box exercise" data-answer="B" data-exercise="1">' in page
    assert '<li data-option="A">A：25%。</li>' in page


def test_punctuation_may_stand_inside_the_bold_answer(small: SmallSite) -> None:
    assert lesson(small, EXERCISE.replace("**B**。", "**B,** ")).build().problems == ()
    assert 'data-answer="B"' in small.page("zh/training/man")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("**B**", "**C**", "the answer is none of the options"),
        ("**B**", "B", "the answer is none of the options"),
        ("- B：", "- C：", "the exercise has no options A, B, …"),
        ("    - A：25%。\n    - B：销售机会。\n", "", "the exercise has no options A, B, …"),
    ],
)
def test_an_exercise_that_nobody_could_answer_ends_the_build_with_its_line(
    small: SmallSite, old: str, new: str, what: str
) -> None:
    problem = lesson(small, EXERCISE.replace(old, new)).only_problem()
    assert (problem.file, problem.line, problem.what) == ("content/zh/training/man.md", 14, what)
