"""The form that logs a lead: what is wrong is said beside the field, and nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.engines import Browser, Chromium
from tests.browser.test_dead_zone import leads_shown, log_lead, pair_browser
from tests.serving import Server, all_leads, pair

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("chromium")]

Start = Callable[[type[Browser], str], Browser]
LONG_NOTE = "很长的备注，" * 11_000


@pytest.fixture
def phone(server: Server, start: Start) -> Browser:
    """A paired phone with the form open."""
    browser = start(Chromium, "phone")
    pair_browser(browser, server.pairing_link())
    browser.script("location.hash = '#/log'")
    browser.wait_text("登记客户")
    return browser


def test_a_wrong_mobile_is_said_beside_the_field_and_stays_there(phone: Browser) -> None:
    phone.type("手机号", "1380013800")
    phone.press("由我们联系")
    phone.press("保存")
    phone.wait_text("手机号应为 11 位")
    assert phone.value("手机号").replace(" ", "") == "1380013800"


def test_an_empty_form_says_what_is_enough_and_saves_nothing(phone: Browser) -> None:
    phone.press("保存")
    phone.wait_text("填手机号、微信或邮箱")
    assert "待发送" not in leads_shown(phone)


def test_contact_data_without_consent_is_never_queued_and_the_form_offers_the_two_ways(
    phone: Browser,
) -> None:
    phone.type("手机号", "13800138000")
    phone.type("姓名或称呼", "张伟")
    phone.press("保存")
    phone.wait_text("匿名")
    assert phone.value("手机号").replace(" ", "") == "13800138000"


def test_a_note_too_long_is_refused_beside_the_field_and_kept_whole(phone: Browser) -> None:
    phone.type("手机号", "13800138000")
    phone.press("由我们联系")
    phone.press("更多")
    phone.type("备注", LONG_NOTE)
    phone.press("保存")
    phone.wait_text("4,000")
    assert phone.value("备注") == LONG_NOTE


def test_rare_characters_and_direction_marks_arrive_as_they_were_typed(
    phone: Browser, server: Server
) -> None:
    name = "𠮷野‮家👩‍👧"
    log_lead(phone, "13800138000", name)
    phone.wait(lambda: "已发送" in leads_shown(phone), "sent")
    assert name in leads_shown(phone)
    assert len(all_leads(server, pair(server, "manager"))) == 1


def test_what_was_typed_is_there_after_the_browser_was_killed(
    phone: Browser, server: Server, start: Start
) -> None:
    phone.type("手机号", "13711804592")
    phone.type("姓名或称呼", "徐海波")
    phone.press("1–3 个月")
    phone.wait(lambda: "2027" in phone.text() or "转 A" in phone.text(), "the class of the window")
    phone.script("return new Promise((done) => setTimeout(done, 800))")
    phone.kill()
    again = start(Chromium, "phone")
    again.open(f"{server.url}/app/#/log")
    again.wait(lambda: again.value("姓名或称呼") == "徐海波", "the draft")
    assert again.value("手机号").replace(" ", "") == "13711804592"


def test_a_double_tap_saves_one_lead(phone: Browser, server: Server) -> None:
    phone.type("手机号", "13800138000")
    phone.type("姓名或称呼", "张伟")
    phone.press("由我们联系")
    phone.script(
        "const b = [...document.querySelectorAll('button')].find((b) => b.innerText.includes('登记下一位'));"
        "b.click(); b.click(); b.click();"
    )
    phone.wait_text("已存在本机")
    phone.wait(lambda: "已发送" in leads_shown(phone), "sent")
    assert len(all_leads(server, pair(server, "manager"))) == 1


def test_undo_takes_a_lead_back_before_anybody_saw_it(phone: Browser, server: Server) -> None:
    server.kill()
    log_lead(phone, "13800138000", "张伟")
    phone.press("撤销")
    phone.wait(lambda: "张伟" not in leads_shown(phone), "the lead taken back")
    server.start()
    phone.wait(lambda: "条未发送" not in leads_shown(phone), "all answered")
    assert "张伟" not in leads_shown(phone)
