"""The pages in a real browser: installed by bundles, read and searched with no server, updated as a whole."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from leadpwa.security import PERMISSIONS_POLICY, content_security_policy
from tests.browser.engines import CHROMIUM, shared_playwright
from tests.site.small_site import ROOT, SmallSite

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("chromium")]

READY = '[data-testid="offline-state"][data-state="ready"]'
VERSIONS = "async () => (await caches.keys()).filter((name) => name.startsWith('leadpwa-')).sort()"


class Host:
    """A static host of a folder, on a port that stays the same; `refused` names what it answers with 503."""

    def __init__(self, folder: Path) -> None:
        self.refused: set[str] = set()
        self.asked: list[str] = []
        self._folder = folder
        self._server: ThreadingHTTPServer | None = None
        self.port = 0
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Begins to answer."""
        host = self

        class Handler(SimpleHTTPRequestHandler):
            def do_GET(self) -> None:
                host.asked.append(self.path)
                if any(part in self.path for part in host.refused):
                    self.send_error(503)
                else:
                    super().do_GET()

            def log_message(self, *_: Any) -> None: ...

        self._server = ThreadingHTTPServer(
            ("127.0.0.1", self.port), partial(Handler, directory=str(self._folder))
        )
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Answers nobody any more."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    browser = shared_playwright().chromium.launch(executable_path=CHROMIUM)
    yield browser
    browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    yield context
    context.close()


@pytest.fixture
def small_site(tmp_path: Path) -> SmallSite:
    """A small site with the real scripts and the real service worker."""
    small = SmallSite(tmp_path)
    (small.root / "node_modules").symlink_to(ROOT / "node_modules")
    shutil.copytree(ROOT / "site" / "reader", small.root / "site" / "reader")
    shutil.copytree(ROOT / "leadpwa" / "pwa", small.root / "leadpwa" / "pwa")
    shutil.copy(ROOT / "package.json", small.root)
    assert small.build().problems == ()
    return small


@pytest.fixture
def host(small_site: SmallSite) -> Iterator[Host]:
    host = Host(small_site.out)
    yield host
    host.stop()


def until_ready(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_selector(READY, state="attached")


def eventually(page: Page, what: Callable[[], bool]) -> None:
    """Waits, while the page lives on, until it is so."""
    for _ in range(300):
        if what():
            return
        page.wait_for_timeout(100)
    raise AssertionError("waited 30 s in vain")


def test_everything_is_readable_and_searchable_once_the_server_is_gone(
    context: BrowserContext, host: Host
) -> None:
    page = context.new_page()
    until_ready(page, f"{host.url}/zh/")
    bundles = len(json.loads(page.evaluate("() => fetch('/install.json').then((a) => a.text())"))["bundles"])
    assert page.locator(READY).first.inner_text() == f"可离线 {bundles}/{bundles}"
    host.stop()
    context.set_offline(True)

    for place in (
        "zh/",
        "zh/policy/",
        "zh/policy/classes/",
        "zh/training/man/",
        "en/policy/dispatch/",
        "en/",
    ):
        answer = page.goto(f"{host.url}/{place}")
        assert answer is not None
        assert answer.status == 200, place
        assert page.locator("h1").first.inner_text(), place
    page.goto(f"{host.url}/zh/training/man/")
    page.keyboard.press("/")
    page.keyboard.type("分類")
    expect(page.get_by_role("option").first).to_contain_text("分类")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zh/policy/classes/**")
    assert page.locator("mark").count() > 0
    assert page.url.endswith("/zh/policy/classes/#by-time")


def test_answers_from_the_device_carry_the_security_headers(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    until_ready(page, f"{host.url}/zh/")
    host.stop()
    answer = page.goto(f"{host.url}/zh/policy/classes/")
    assert answer is not None
    assert answer.from_service_worker
    headers = answer.headers
    assert headers["content-security-policy"] == content_security_policy()
    assert headers["permissions-policy"] == PERMISSIONS_POLICY
    assert headers["x-content-type-options"] == "nosniff"


def test_an_address_that_is_not_there_says_so_in_its_language(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    until_ready(page, f"{host.url}/zh/")
    host.stop()
    answer = page.goto(f"{host.url}/en/policy/nowhere/")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1:visible")).to_have_text("There is no such page")
    page.goto(f"{host.url}/zh/policy/classes")
    expect(page.locator("h1")).to_have_text("分类")


def test_an_installation_cut_off_goes_on_where_it_stopped(context: BrowserContext, host: Host) -> None:
    host.refused = {"bundles/en-policy"}
    page = context.new_page()
    page.goto(f"{host.url}/zh/")
    page.wait_for_selector('[data-testid="offline-state"][data-state="network"]', state="attached")
    before = [path for path in host.asked if path.startswith("/bundles/")]
    host.refused = set()
    host.asked.clear()
    until_ready(page, f"{host.url}/zh/")
    again = [path for path in host.asked if path.startswith("/bundles/")]
    assert any("en-policy" in path for path in again)
    assert len(again) < len(before) + 1
    assert not any("shell" in path for path in again)


def test_a_bundle_that_is_not_what_was_promised_is_not_installed(
    context: BrowserContext, host: Host, small_site: SmallSite
) -> None:
    bundle = next((small_site.out / "bundles").glob("zh-policy-*"))
    content = bytearray(bundle.read_bytes())
    content[len(content) // 2] ^= 1
    bundle.write_bytes(content)
    page = context.new_page()
    page.goto(f"{host.url}/zh/")
    page.wait_for_selector('[data-testid="offline-state"][data-state="network"]', state="attached")
    assert page.evaluate("() => navigator.serviceWorker.getRegistration().then((r) => !r || !r.active)")


def test_a_new_version_waits_whole_and_takes_over_at_a_press(
    context: BrowserContext, host: Host, small_site: SmallSite
) -> None:
    page = context.new_page()
    until_ready(page, f"{host.url}/en/training/man/")
    page.reload()
    old = page.evaluate(VERSIONS)
    # A look for a new version that is still under way would answer for the next one too.
    page.evaluate("async () => void (await (await navigator.serviceWorker.ready).update())")
    small_site.edit("en/training/man.md", "Money, authority", "Gold, authority")
    assert small_site.build().problems == ()
    host.asked.clear()
    page.reload()
    page.get_by_role("button", name="Update now").wait_for()

    assert "Money, authority" in page.locator("main").inner_text()
    fetched = sorted(
        path.split("/")[2].rsplit("-", 1)[0] for path in host.asked if path.startswith("/bundles/")
    )
    assert fetched == ["en-training"]
    page.goto(f"{host.url}/en/training/man/")
    assert "Money, authority" in page.locator("main").inner_text()

    page.get_by_role("button", name="Update now").click()
    expect(page.locator("main")).to_contain_text("Gold, authority")
    page.wait_for_function("async (old) => !(await caches.keys()).includes(old)", arg=old[0])
    host.stop()
    page.goto(f"{host.url}/en/training/man/")
    assert "Gold, authority" in page.locator("main").inner_text()


def test_an_update_cut_off_leaves_the_old_version_whole(
    context: BrowserContext, host: Host, small_site: SmallSite
) -> None:
    page = context.new_page()
    until_ready(page, f"{host.url}/en/training/man/")
    small_site.edit("en/training/man.md", "Money, authority", "Gold, authority")
    small_site.build()
    host.refused = {"bundles/en-training"}
    host.asked.clear()
    page.reload()
    eventually(page, lambda: any("bundles/en-training" in path for path in host.asked))
    assert page.locator(READY).first.inner_text() == "Offline 9/9"
    host.stop()
    for place in ("en/training/man/", "zh/policy/classes/", "en/"):
        page.goto(f"{host.url}/{place}")
        assert page.locator("h1").first.inner_text()
    assert "Money, authority" in page.goto(f"{host.url}/en/training/man/").text()  # type: ignore[union-attr]


def test_the_front_door_opens_in_the_readers_language(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    page.goto(f"{host.url}/")
    page.wait_for_url("**/zh/")
    page.get_by_role("link", name="This page in English").click()
    page.wait_for_url("**/en/")
    page.goto(f"{host.url}/")
    page.wait_for_url("**/en/")


def test_a_link_cut_in_the_middle_still_brings_the_site_onto_the_device(
    context: BrowserContext, host: Host
) -> None:
    until_ready(context.new_page(), f"{host.url}/zh/policy/classes/#%E4%")


def test_the_app_says_why_it_does_not_open_where_storage_is_forbidden(
    context: BrowserContext, host: Host
) -> None:
    page = context.new_page()
    page.add_init_script(
        "for (const name of ['localStorage', 'indexedDB']) Object.defineProperty(window, name,"
        " {get() { throw new DOMException(name, 'SecurityError'); }})"
    )
    page.goto(f"{host.url}/app/")
    expect(page.locator("#app h1")).to_have_text("打不开本机的资料")


def test_the_chosen_look_stays(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    page.goto(f"{host.url}/zh/")
    page.get_by_role("button", name="深色或浅色").click()
    assert (
        page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor") == "rgb(13, 20, 19)"
    )
    page.goto(f"{host.url}/en/policy/classes/")
    assert (
        page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor") == "rgb(13, 20, 19)"
    )
