"""Reading the policy: confirmed on the phone with no server, told in the lists, and on the server once it is back."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import requests

from leadpwa.sync.clock import time_text
from tests.browser.engines import Browser, Chromium
from tests.browser.test_dead_zone import pair_browser, until_offline_ready
from tests.serving import Server, pair

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("chromium")]

Start = Callable[[type[Browser], str], Browser]
TO_THE_END = "document.querySelector('[data-prose]').lastElementChild.scrollIntoView()"


def records_seen(server: Server, token: str, kind: str) -> list[dict[str, Any]]:
    """The fields of the records of a kind that this token's user sees."""
    body = {"client_now": time_text(time.time_ns() // 10**6), "cursor": 0, "limit": 500}
    answer = requests.post(
        f"{server.url}/api/v1/sync", json=body, headers={"Authorization": f"Bearer {token}"}, timeout=10
    ).json()
    return [record["fields"] for record in answer["changes"] if record["kind"] == kind]


def test_a_page_is_confirmed_at_its_end_with_no_server_and_the_manager_sees_it_later(
    server: Server, start: Start
) -> None:
    browser = start(Chromium, "phone")
    browser.open(f"{server.url}/zh/policy/classes/")
    browser.wait_text("读到末尾再确认")
    browser.script(TO_THE_END)
    browser.wait_text("这部手机还没有配对")
    pair_browser(browser, server.pairing_link())
    until_offline_ready(browser, f"{server.url}/zh/")
    assert "已阅" not in browser.text()
    server.kill()

    browser.open(f"{server.url}/zh/policy/classes/")
    browser.wait_text("读到末尾再确认")
    browser.script(TO_THE_END)
    browser.press("已阅确认")
    browser.wait_text("已阅，第 1.0 版")
    browser.open(f"{server.url}/zh/policy/classes/")
    browser.wait_text("已阅，第 1.0 版")
    browser.open(f"{server.url}/zh/")
    browser.wait_text("已阅 1 / 18")
    browser.open(f"{server.url}/zh/policy/")
    browser.wait_text("已阅，第 1.0 版")

    server.start()
    manager = pair(server, "manager")
    browser.open(f"{server.url}/app/")
    browser.wait(lambda: records_seen(server, manager, "reading"), "the reading on the server")
    (reading,) = records_seen(server, manager, "reading")
    assert (reading["page"], reading["version"], reading["done"]) == ("policy/classes", "1.0", "confirmed")


def test_a_lesson_read_to_its_end_is_done_and_the_home_page_goes_on_with_the_next(
    server: Server, start: Start
) -> None:
    browser = start(Chromium, "phone")
    pair_browser(browser, server.pairing_link())
    browser.open(f"{server.url}/zh/")
    first, second = browser.script(
        "return [...document.querySelectorAll('[data-next-of] .btn')].slice(0, 2).map((link) => link.href)"
    )
    browser.open(first)
    browser.script(TO_THE_END)
    browser.wait_text("这一课已学完")
    browser.open(f"{server.url}/zh/")
    browser.press("继续")
    browser.wait(lambda: browser.script("return location.href") == second, "the second lesson")


def test_an_exercise_answers_back_and_its_mark_is_kept(server: Server, start: Start) -> None:
    browser = start(Chromium, "phone")
    pair_browser(browser, server.pairing_link())
    lesson = f"{server.url}/zh/training/soft-noes/"
    browser.open(lesson)
    browser.press("A：50%，她说挺好。")
    browser.wait_text("您选的", "答案", "见过面有了", "做了 1 题，答对 0 题")
    browser.press("再做一次")
    browser.press("C：销售机会。")
    browser.wait_text("做了 1 题，答对 1 题")
    browser.open(lesson)
    browser.wait_text("做了 1 题，答对 1 题")
    manager = pair(server, "manager")
    browser.wait(lambda: len(records_seen(server, manager, "exercise")) == 2, "both marks on the server")
    marks = {(fields["answer"], fields["mark"]) for fields in records_seen(server, manager, "exercise")}
    assert marks == {("A", 0), ("C", 1)}
