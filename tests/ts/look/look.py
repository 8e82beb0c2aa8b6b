"""Pictures of the app's screens with made-up people: `python -m tests.ts.look.look leads saved.dark lead.wide.en`.

Each name is a screen with, after dots, `dark`, `en`, `wide` (1280 × 800), `narrow` (320 × 700) or `side` (844 × 390);
none = all screens.
The pictures go to `.cache/look/`. Says what ran over the edge and what the browser's console had to say.
"""

from __future__ import annotations

import http.server
import json
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from leadpwa import node
from leadpwa.site.appfacts import app_facts

ROOT = Path(__file__).parents[3]
OUT = ROOT / ".cache" / "look"
CHROMIUM = "/usr/bin/chromium"
SIZES = {"wide": (1280, 800), "narrow": (320, 700), "side": (844, 390)}
PAGE = """<!doctype html><html lang="zh-CN" data-base="/"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; img-src data:; object-src 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/tokens.css"><link rel="stylesheet" href="/base.css">
<link rel="stylesheet" href="/app.css"></head><body><div id="app"></div>
<script type="module" src="/main.js"></script></body></html>"""

Act = Callable[[Page], None]


def fill(page: Page) -> None:
    page.locator("input[name=mobile]").fill("13711804592")
    page.locator("input[name=name]").fill("徐海波")
    page.locator(".pair-switch button").first.click()
    page.locator(".window-chips .chip").nth(1).click()
    page.locator(".chips .chip").first.click()
    page.get_by_role("switch").first.check()


def saved(page: Page) -> None:
    fill(page)
    page.locator(".foot .btn-main").click()


def ask(page: Page) -> None:
    page.locator("input[name=mobile]").fill("13711804592")
    page.locator(".foot .btn-line").click()


def known(page: Page) -> None:
    page.locator("input[name=mobile]").fill("13812346021")


def press(selector: str) -> Act:
    return lambda page: page.locator(selector).first.click()


def then(*acts: Act) -> Act:
    def all_of_them(page: Page) -> None:
        for act in acts:
            act(page)

    return all_of_them


def nothing(page: Page) -> None:
    page.wait_for_timeout(1)


SCREENS: dict[str, tuple[str, Act]] = {
    "log": ("?full#/log", nothing),
    "filled": ("?full#/log", fill),
    "saved": ("?full#/log", saved),
    "ask": ("?full#/log", ask),
    "known": ("?full#/log", known),
    "leads": ("?full#/leads", nothing),
    "no-leads": ("#/leads", nothing),
    "lead": ("?full#/lead/lead-0", nothing),
    "overview": ("?full#/lead/lead-0/overview", nothing),
    "details": ("?full#/lead/lead-0/details", nothing),
    "edit": ("?full#/lead/lead-0/details", press(".details-acts .btn")),
    "contact": ("?full#/lead/lead-0", press(".foot .btn-line")),
    "today": ("?full#/today", nothing),
    "empty": ("#/today", nothing),
    "board": ("?full#/board", nothing),
    "phone": ("?full#/today", press(".place-acts .icon-button")),
    "exported": ("?full#/today", then(press(".place-acts .icon-button"), press(".sheet-foot .btn-line"))),
    "sign-out": ("?full#/today", then(press(".place-acts .icon-button"), press(".phone-links .quiet-link"))),
    "lost": ("?full&lost#/today", nothing),
    "lost-phone": ("?full&lost#/today", press(".place-acts .icon-button")),
    "stopped": ("?full&stopped#/leads", press(".place-acts .icon-button")),
    "delete": ("?full#/lead/lead-0/details", press(".details-acts .alarm-link")),
    "already": ("?full#/pair", nothing),
    "pair": ("?unpaired#/pair", nothing),
}


def build() -> None:
    """The page, its script and its facts, into OUT."""
    (OUT / "app").mkdir(parents=True, exist_ok=True)
    (OUT / "index.html").write_text(PAGE, "utf-8")
    for name in ("tokens", "base", "app"):
        (OUT / f"{name}.css").write_bytes((ROOT / "static" / "css" / f"{name}.css").read_bytes())
    rules = tomllib.loads((ROOT / "content" / "rules.toml").read_text("utf-8"))
    facts = app_facts(ROOT / "content", version="look", rules=rules, rules_hash="look")
    (OUT / "app" / "build.json").write_text(json.dumps(facts), "utf-8")
    esbuild = ROOT / "node_modules" / "esbuild" / "bin" / "esbuild"
    source = ROOT / "tests" / "ts" / "look" / "main.tsx"
    jsx = ("--jsx=automatic", "--jsx-import-source=preact")
    command = [*node.command("node"), str(esbuild), str(source), "--bundle", "--format=esm", *jsx]
    subprocess.run([*command, f"--outdir={OUT}", "--log-level=warning"], check=True, env=node.environment())


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""


def main(names: list[str]) -> None:
    build()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(OUT)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name in names or list(SCREENS):
            screen, *how = name.split(".")
            size = next((SIZES[one] for one in how if one in SIZES), (390, 844))
            context = browser.new_context(
                viewport={"width": size[0], "height": size[1]},
                device_scale_factor=2,
                locale="en-GB" if "en" in how else "zh-CN",
                color_scheme="dark" if "dark" in how else "light",
            )
            page = context.new_page()
            said: list[str] = []
            page.on("console", lambda message, said=said: said.append(message.text))
            page.on("pageerror", lambda error, said=said: said.append(str(error)))
            if "dark" in how:
                page.add_init_script("localStorage.setItem('leadpwa-theme', 'dark')")
            address, act = SCREENS[screen]
            page.goto(url + address)
            page.locator("#app main").first.wait_for()
            page.wait_for_timeout(300)
            act(page)
            page.wait_for_timeout(400)
            page.screenshot(path=OUT / f"{name}.png")
            over = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
            print(name, f"{over} px over the edge" if over > 0 else "fits", *said)
            context.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
