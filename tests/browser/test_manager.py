"""What a manager does on the phone: hands a lead to another advisor, with all that hangs on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.engines import Browser, Chromium
from tests.browser.test_dead_zone import leads_shown, log_lead, pair_browser
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("chromium")]

Start = Callable[[type[Browser], str], Browser]


def test_a_lead_that_a_manager_hands_over_leaves_one_phone_and_is_on_the_other(
    server: Server, start: Start
) -> None:
    giver = start(Chromium, "giver")
    pair_browser(giver, server.pairing_link("advisor", "D01", "--name", "林晓燕"))
    log_lead(giver, "13800138000", "张伟")
    giver.wait(lambda: "已发送" in leads_shown(giver), "sent")
    getter = start(Chromium, "getter")
    pair_browser(getter, server.pairing_link("advisor", "D01", "--name", "何俊"))
    assert "张伟" not in leads_shown(getter)

    manager = start(Chromium, "manager")
    pair_browser(manager, server.pairing_link("manager", "D01"))
    manager.wait(lambda: "张伟" in leads_shown(manager), "the manager sees it")
    manager.press("张伟")
    manager.press("概况")
    manager.press("换人负责")
    manager.press("何俊")
    manager.wait_text("已交给何俊")

    def refreshed(browser: Browser) -> str:
        browser.open(f"{server.url}/app/#/leads")
        browser.script("location.reload()")
        return leads_shown(browser)

    getter.wait(lambda: "张伟" in refreshed(getter), "the new owner has it")
    giver.wait(lambda: "张伟" not in refreshed(giver), "the former owner has it no longer")
