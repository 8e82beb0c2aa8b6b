"""A server and a browser for a test; grouped by browser, so that two workers never start the same one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.engines import ENGINES, Browser
from tests.serving import BUILT, Server


@pytest.fixture(params=[pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in ENGINES])
def engine(request: pytest.FixtureRequest) -> type[Browser]:
    """Each of the three browsers in turn."""
    return ENGINES[request.param]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A running server with the built site and a demo organisation."""
    assert (BUILT / "sw.js").exists(), "the site for the tests is built by `make test`, into .cache/test-dist"
    running = Server(tmp_path / "data")
    running.start()
    yield running
    running.kill()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[type[Browser], str], Browser]]:
    """Starts browsers, each with a profile of its own name, and ends them."""
    begun: list[Browser] = []

    def begin(kind: type[Browser], name: str) -> Browser:
        browser = kind(tmp_path / name)
        begun.append(browser)
        return browser

    yield begin
    for browser in begun:
        browser.close()
