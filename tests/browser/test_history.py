"""What was changed stays readable, and an older value can be put back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.engines import Browser, Chromium
from tests.browser.test_dead_zone import leads_shown, log_lead, pair_browser
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("chromium")]

Start = Callable[[type[Browser], str], Browser]


def change_city(browser: Browser, city: str) -> None:
    """Through the sheet of the lead that is open."""
    browser.press("资料")
    browser.press("编辑")
    browser.type("城市", city)
    browser.press("保存")
    browser.wait(lambda: browser.script("return !document.querySelector('dialog[open]')"), "the sheet closed")


def test_a_changed_value_is_in_the_history_and_comes_back_at_a_press(server: Server, start: Start) -> None:
    browser = start(Chromium, "phone")
    pair_browser(browser, server.pairing_link("advisor", "D01", "--name", "林晓燕"))
    log_lead(browser, "13800138000", "张伟")
    browser.wait(lambda: "已发送" in leads_shown(browser), "sent")
    browser.press("张伟")
    change_city(browser, "芜湖")
    change_city(browser, "合肥")
    browser.press("历史")
    browser.wait_text("芜湖 → 合肥", "林晓燕")
    browser.press("改回“芜湖”")
    browser.press("资料")
    browser.wait_text("芜湖")

    server.kill()
    browser.press("跟进")
    browser.press("历史")
    browser.wait_text("历史要连上服务器才能看")
