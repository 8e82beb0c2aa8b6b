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
from tests.builders import an_id
from tests.serving import Server, pair, post

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
    browser.open(f"{server.url}/zh/marks/")
    browser.wait_text("做了 1 题，答对 1 题；学完 0 课", "3 题，做了 1 题，答对 1 题")
    manager = pair(server, "manager")
    browser.wait(lambda: len(records_seen(server, manager, "exercise")) == 2, "both marks on the server")
    marks = {(fields["answer"], fields["mark"]) for fields in records_seen(server, manager, "exercise")}
    assert marks == {("A", 0), ("C", 1)}


def test_whoever_has_finished_all_lessons_with_every_exercise_right_gets_a_certificate(
    server: Server, start: Start
) -> None:
    browser = start(Chromium, "phone")
    pair_browser(browser, server.pairing_link("advisor", "D01", "--name", "林晓燕"))
    browser.open(f"{server.url}/zh/marks/")
    browser.wait_text("做了 0 题")
    lessons = browser.script(
        "return [...document.querySelectorAll('[data-exercises]')].map(({dataset: d}) => [d.of, d.exercises])"
    )
    (device,) = server.run("devices")
    code = server.run("invite", "--role", "advisor", "--user", device["user"])["code"]
    token = requests.post(
        f"{server.url}/api/v1/pair",
        json={"code": code, "device": {"id": an_id(), "name": "second"}},
        timeout=10,
    ).json()["token"]
    done = [learned(lesson, number) for lesson, count in lessons for number in range(int(count) + 1)]
    body = {"client_now": time_text(time.time_ns() // 10**6), "cursor": 0, "limit": 500, "mutations": done}
    results = post(server, token, body)["results"]
    assert {result["status"] for result in results} == {"applied"}
    browser.wait(lambda: certificate_of(browser, server.url), "the certificate")
    assert "林晓燕" in browser.text()
    assert "学完全部 20 课，" in browser.text()


def certificate_of(browser: Browser, url: str) -> bool:
    """Open the app, which pulls what the other device did, then the marks."""
    browser.open(f"{url}/app/")
    time.sleep(1.5)
    browser.open(f"{url}/zh/marks/")
    time.sleep(0.5)
    return "培训证书" in browser.text()


def learned(lesson: str, number: int) -> dict[str, object]:
    """A mutation: the lesson read for 0, else one of its exercises answered rightly."""
    now = time.time_ns() // 10**6
    at = time_text(now)
    patch: dict[str, object] = {
        "page": lesson,
        "lang": "zh",
        "version": "1.0",
        "hash": "a",
        "done": "read",
        "at": at,
    }
    if number:
        slug = lesson.rpartition("/")[2]
        patch = {
            "lesson": slug,
            "exercise": str(number),
            "rules": "r",
            "answer": "B",
            "mark": 1,
            "max": 1,
            "at": at,
        }
    hlc = f"{time_text(now)}-0000-{'a' * 16}"
    kind = "exercise" if number else "reading"
    return {"id": an_id(), "kind": kind, "record": an_id(), "hlc": hlc, "patch": patch}
