"""The whole line in a real browser: read, search and log with no server at all, be killed, and arrive once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.engines import Browser, Chromium
from tests.serving import Server, all_leads, pair

pytestmark = pytest.mark.browser

Start = Callable[[type[Browser], str], Browser]
READY = "return document.querySelector('[data-testid=offline-state]')?.dataset"
PEOPLE = (("13711804592", "徐海波"), ("13800138000", "罗佳𠮷"), ("13900139000", "何永年"))
LINKS = """return [...document.querySelectorAll('a[href*="/zh/policy/"]')].map((a) => a.href.split('#')[0])"""
SHOWN = "return location.hash"


def until_offline_ready(browser: Browser, url: str) -> None:
    """Open the site and wait until it says that it lies on this device."""
    browser.open(url)
    browser.wait(lambda: (browser.script(READY) or {}).get("state") == "ready", "ready for offline")


def pair_browser(browser: Browser, link: str) -> None:
    """Pair, and wait for the first screen."""
    browser.open(link)
    browser.wait_text("今日", "登记")
    browser.wait(lambda: "pair" not in str(browser.script(SHOWN)), "paired")


def log_lead(browser: Browser, mobile: str, name: str) -> None:
    """Log a lead as a salesperson would, and wait until it says that it is kept."""
    browser.script("location.hash = '#/log'")
    browser.wait(lambda: "登记客户" in browser.text(), "the form")
    browser.type("手机号", mobile)
    browser.type("姓名或称呼", name)
    browser.press("由我们联系")
    browser.press("保存，登记下一位")
    browser.wait_text(name, "已存在本机")


def leads_shown(browser: Browser) -> str:
    """The list of leads as text. Asked for again while something under way, as an undo, still leads elsewhere."""
    look = """
    if (location.hash !== '#/leads') location.hash = '#/leads';
    return document.querySelector('input[type=search]')?.placeholder ?? '';
    """
    browser.wait(lambda: "姓名" in str(browser.script(look)), "the list of leads")
    return browser.text()


def test_a_lead_from_a_dead_zone_arrives_once(server: Server, start: Start, engine: type[Browser]) -> None:
    phone = start(engine, "phone")
    until_offline_ready(phone, f"{server.url}/zh/")
    pair_browser(phone, server.pairing_link("advisor", "D01", "--name", "林晓燕"))
    phone.open(f"{server.url}/zh/")
    pages = sorted(set(phone.script(LINKS)))
    server.kill()
    if isinstance(phone, Chromium):
        phone.offline(off=True)

    assert len(pages) >= 18
    for page in pages:
        phone.open(page)
        assert phone.script("return document.querySelector('h1').innerText.trim().length") > 1, page
        assert phone.script("return document.querySelector('main').innerText.length") > 200, page
    search(phone, "软拒绝")

    phone.open(f"{server.url}/app/#/log")
    for mobile, name in PEOPLE:
        log_lead(phone, mobile, name)
    phone.kill()

    phone = start(engine, "phone")
    if isinstance(phone, Chromium):
        phone.offline(off=True)
    phone.open(f"{server.url}/app/#/leads")
    phone.wait_text(*(name for _, name in PEOPLE), "待发送")

    server.start()
    if isinstance(phone, Chromium):
        phone.offline(off=False)
    phone.open(f"{server.url}/app/#/leads")
    phone.wait(
        lambda: leads_shown(phone).count("已发送") >= len(PEOPLE) and "待发送" not in phone.text(), "sent"
    )
    found = all_leads(server, pair(server, "manager"))
    assert len(found) == len(PEOPLE)

    second = start(engine, "second")
    pair_browser(second, server.pairing_link("manager"))
    second.wait(lambda: all(name in leads_shown(second) for _, name in PEOPLE), "the leads on a second phone")


def search(browser: Browser, word: str) -> None:
    """Search the pages, and wait for a result that has the word."""
    browser.wait(
        lambda: browser.script("const q = document.querySelector('#q'); return q && !q.disabled"),
        "the search",
    )
    typing = """
    const q = document.querySelector('#q');
    q.focus();
    q.value = name;
    q.dispatchEvent(new InputEvent('input', { bubbles: true }));
    """
    browser.script(typing, word)
    browser.wait(
        lambda: word in str(browser.script("return document.querySelector('#results').innerText")), word
    )
