"""What a page's text may not be is named with the line on which it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadpwa.errors import ContentError
from leadpwa.site.markdown import PageMarkdown
from leadpwa.site.task import Task

# The page begins with line 11; what is wrong stands below these five lines and a blank, on line 17.
BEFORE = "客户，重要。 `[x][y] <img> ## 客户`\n\n## Where {#where}\n\n[there](classes.md#by-time)\n"

WRONG = {
    "a picture of another host": ("![图](https://example.com/a.png)", "does not lie beside the page"),
    "a picture of another host, without scheme": ("![图](//example.com/a.png)", "does not lie beside"),
    "a picture inside the address": ("![图](data:image/png;base64,AA)", "does not lie beside"),
    "a picture by its place on the server": ("![图](/icons/icon-192.png)", "does not lie beside"),
    "a picture without words": ("[a](car.png) ![ ](car.png)", "has no words"),
    "an address with half a bracket": ("[x](http://[)", "unknown kind of address"),
    "an address without host": ("[x](https:classes.md)", "unknown kind of address"),
    "a link to nothing": ("[x]()", "a link leads nowhere"),
    "a link by reference": ("[x][classes]", "a link by reference"),
    "a reference": ("[classes]: classes.md", "a reference would be printed"),
    "a link in angle brackets": ("See <classes.md>.", "a link in < >"),
    "an address in angle brackets": ("See <https://example.com>.", "a link in < >"),
    "a link in full-width brackets": ("[分类]（classes.md）", "a link with other brackets"),
    "a link with a blank": ("[classes] (classes.md)", "a link with other brackets"),
    "raw HTML": ('<img src="car.png">', "raw HTML"),
    "a comment": ("<!-- later -->", "a comment"),
    "a script's attribute": ("**x**{: onclick=alert(1) }", "an attribute 'onclick'"),
    "a style": ("**x**{: style=color:red }", "an attribute 'style'"),
    "a heading with marks, its words in a paragraph before": ("## 客户，**重要**。", "has no anchor"),
    "a heading with an anchor in capitals": ("## Where {#Where}", "has no anchor"),
    "an underlined heading": ("Where\n-----", "has no anchor"),
    "a title": ("# 客户，重要。", "a heading of the first level"),
    "a heading of the fourth level": ("#### Deep {#deep}", "a heading of the fourth level"),
    "an anchor twice": ("## Again {#where}\n\n## Again {#where}", "stands twice"),
}


def rendered(body: str) -> str:
    task = Task(Path("a.md"), "zh/policy/a/", "5", body, 11)
    return PageMarkdown(base="/").render(task, body)


@pytest.mark.parametrize(("text", "what"), WRONG.values(), ids=WRONG.keys())
def test_what_pages_do_not_know_is_named_by_its_line(text: str, what: str) -> None:
    with pytest.raises(ContentError) as raised:
        rendered(f"{BEFORE}\n{text}\n\nMore.\n")
    assert what in raised.value.what
    assert (raised.value.line, raised.value.file) == (17, "a.md")
    assert raised.value.mend


def test_a_part_before_the_first_section_would_be_numbered_nought() -> None:
    with pytest.raises(ContentError, match=r"a.md:11: the part 'Part' stands before the first section"):
        rendered("### Part {#part}\n\n## Where {#where}\n")


def test_what_only_looks_like_them_is_let_pass() -> None:
    html = rendered("3 < 5, [注] （见下）, a<b, [1]: 2; &lt;b&gt; `<b>`\n\n    <b>[x][y]</b>\n")
    assert "&lt;b&gt;" in html
    assert "<b>" not in html


def test_an_accent_in_a_pictures_name_has_one_address_however_it_is_kept() -> None:
    assert rendered("![a](Cafe\u0301.png)") == rendered("![a](Caf\u00e9.png)").replace("e\u0301", "\u00e9")
