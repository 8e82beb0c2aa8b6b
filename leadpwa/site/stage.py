"""The output folder while it is made: beside the real one, taking over what did not change, swapped at the end."""

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


class Stage:
    """A folder beside `out`; `now` is what stands in it, by address, and `changed` which of it was made anew."""

    def __init__(self, out: Path, before: State) -> None:
        self.out = out
        self.now: dict[str, Frozen] = {}
        self.changed: set[str] = set()
        self._before = before.files
        self._folder = out.with_name(f".{out.name}.new")
        self._folders: set[str] = set()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)

    def freeze(self, app: Flask, routes: Callable[[], Iterable[Route]], step: Callable[[], None]) -> None:
        """Freezes every route whose key is another than before; the others are taken over as they stand.

        `routes` may look at the stage while it runs: what it gave before is then already there.
        """
        app.config.update(
            FREEZER_DESTINATION=str(self._folder),
            FREEZER_REMOVE_EXTRA_FILES=False,
            FREEZER_IGNORE_MIMETYPE_WARNINGS=True,
        )
        freezer = Freezer(app, with_static_files=False, with_no_argument_rules=False, log_url_for=False)
        pending: list[Route] = []

        def urls() -> Iterator[tuple[str, dict[str, str]]]:
            for route in routes():
                if not self._take_over(route):
                    pending.append(route)
                    yield f"pages.{route.endpoint}", route.values
                step()

        freezer.register_generator(urls)
        with warnings.catch_warnings():
            # Views whose every page was taken over are rightly not frozen again.
            warnings.simplefilter("ignore", MissingURLGeneratorWarning)
            for page in freezer.freeze_yield():
                self._note(pending.pop(), self._folder / page.path)

    def read(self, url: str) -> bytes:
        """The bytes that stand at an address."""
        return (self._folder / _file_of(url)).read_bytes()

    def swap(self) -> None:
        """Puts the folder in the place of the real one, which goes last."""
        old = self.out.with_name(f".{self.out.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        with contextlib.suppress(FileNotFoundError):
            self.out.rename(old)
        self._folder.rename(self.out)
        shutil.rmtree(old, ignore_errors=True)

    def drop(self) -> None:
        """Leaves the real folder as it was."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _take_over(self, route: Route) -> bool:
        known = self._before.get(route.url)
        if known is None or known.key != route.key:
            return False
        file = _file_of(route.url)
        target = self._folder / file
        folder = file.rpartition("/")[0]
        if folder not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        source = self.out / file
        try:
            if source.stat().st_size != known.bytes:
                return False
            try:
                os.link(source, target)
            except OSError:
                shutil.copy2(source, target)
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


def _file_of(url: str) -> str:
    return f"{url[1:]}index.html" if url.endswith("/") else url[1:]
