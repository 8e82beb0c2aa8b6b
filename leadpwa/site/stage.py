"""The output while it is made: what changed stands beside the real folder until all of it is known to hold."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from flask import Flask
from flask_frozen import Freezer, MissingURLGeneratorWarning

from leadpwa.site.cache import Frozen, State
from leadpwa.site.links import outline_of
from leadpwa.site.routes import Route

# Up to so many changed files are moved into the folder one by one; beyond, the whole folder is exchanged.
FEW = 100


class Stage:
    """A folder beside `out` for what changed; `now` is what the site consists of, by address."""

    def __init__(self, out: Path, before: State) -> None:
        self.out = out
        self.now: dict[str, Frozen] = {}
        self.changed: set[str] = set()
        self._before = before.files
        self._folder = out.with_name(f".{out.name}.new")
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)

    def freeze(self, app: Flask, routes: Callable[[], Iterable[Route]], step: Callable[[], None]) -> None:
        """Freezes every route whose key is another than before; the others stay as they stand.

        `routes` may look at the stage while it runs: what it gave before is then already there.
        """
        app.config.update(
            FREEZER_DESTINATION=str(self._folder),
            FREEZER_REMOVE_EXTRA_FILES=False,
            FREEZER_IGNORE_MIMETYPE_WARNINGS=True,
        )
        freezer = Freezer(app, with_static_files=False, with_no_argument_rules=False, log_url_for=False)
        pending: list[Route] = []

        def urls() -> Iterator[str]:
            for route in routes():
                if not self._stands(route):
                    pending.append(route)
                    yield route.url
                step()

        freezer.register_generator(urls)
        with warnings.catch_warnings():
            # Views whose every page stands as it was are rightly not frozen again.
            warnings.simplefilter("ignore", MissingURLGeneratorWarning)
            for page in freezer.freeze_yield():
                self._note(pending.pop(), self._folder / page.path)

    def read(self, url: str) -> bytes:
        """The bytes that stand at an address."""
        return self._place(url).read_bytes()

    def settle(self, forget: Callable[[], None]) -> None:
        """Brings the real folder to what `now` says.

        A few files are moved one by one, the service worker last, so that no phone learns of a version before it
        is whole; many are exchanged with the folder. `forget` is called before, since a folder that was cut off
        there is no known one.
        """
        forget()
        if self._before and len(self.changed) <= FEW:
            self._move_in()
        else:
            self._exchange()

    def drop(self) -> None:
        """Leaves the real folder as it was."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _stands(self, route: Route) -> bool:
        known = self._before.get(route.url)
        if known is None or known.key != route.key:
            return False
        try:
            if (self.out / _file_of(route.url)).stat().st_size != known.bytes:
                return False
        except OSError:
            return False
        self.now[route.url] = known
        return True

    def _note(self, route: Route, path: Path) -> None:
        content = path.read_bytes()
        outline = outline_of(content.decode()) if path.suffix == ".html" else None
        sha256 = hashlib.sha256(content).hexdigest()
        self.now[route.url] = Frozen(route.key, sha256, len(content), outline)
        self.changed.add(route.url)

    def _place(self, url: str) -> Path:
        return (self._folder if url in self.changed else self.out) / _file_of(url)

    def _move_in(self) -> None:
        for url in sorted(self.changed, key=lambda url: (url == "/sw.js", url == "/install.json", url)):
            target = self.out / _file_of(url)
            target.parent.mkdir(parents=True, exist_ok=True)
            self._place(url).replace(target)
        for url in self._before.keys() - self.now.keys():
            gone = self.out / _file_of(url)
            gone.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                gone.parent.rmdir()
        self.drop()

    def _exchange(self) -> None:
        for url in self.now.keys() - self.changed:
            target = self._folder / _file_of(url)
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(self.out / _file_of(url), target)
            except OSError:
                shutil.copy2(self.out / _file_of(url), target)
        old = _aside(self.out)
        shutil.rmtree(old, ignore_errors=True)
        with contextlib.suppress(FileNotFoundError):
            self.out.rename(old)
        try:
            self._folder.rename(self.out)
        except OSError:
            put_back(self.out)
            raise
        shutil.rmtree(old, ignore_errors=True)


def put_back(out: Path) -> None:
    """Puts the folder back that an exchange had set aside when it was cut off, where there is none else."""
    if not out.exists() and _aside(out).is_dir():
        _aside(out).rename(out)


def _aside(out: Path) -> Path:
    return out.with_name(f".{out.name}.old")


def _file_of(url: str) -> str:
    return f"{url[1:]}index.html" if url.endswith("/") else url[1:]
