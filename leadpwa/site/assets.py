"""Files that pages load: styles put together by Python, bundles by esbuild, icons and drawings from `static/`."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from leadpwa.errors import ContentError

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(r"\s+")
_AROUND = re.compile(r"\s*([{};,>])\s*")
_DARK = re.compile(r':root\[data-theme="dark"\]\s*\{(.*?)\}', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Assets:
    """`files` by their address below the base; `names` gives a logical name its address: site.css, reader.js."""

    files: Mapping[str, bytes]
    names: Mapping[str, str]

    @property
    def hash(self) -> str:
        """Changes with any name, and so with any content."""
        return hashlib.sha256(json.dumps(sorted(self.names.items())).encode()).hexdigest()[:16]


def load_assets(static: Path, bundles: Mapping[str, bytes]) -> Assets:
    """Everything below `assets/` and `icons/`; `bundles` are esbuild's files by their hashed names.

    Raises ContentError where a style sheet is missing.
    """
    files: dict[str, bytes] = {}
    names: dict[str, str] = {}
    for sheet in ("site", "app"):
        path = static / "css" / f"{sheet}.css"
        if path.exists():
            text = stylesheet([static / "css" / "tokens.css", static / "css" / "base.css", path])
            names[f"{sheet}.css"] = _keep(files, sheet, "css", text.encode())
    for name, content in bundles.items():
        files[f"assets/{name}"] = content
        logical = re.sub(r"-[A-Z0-9]{8}\.", ".", name)
        names.setdefault(logical, f"assets/{name}")
    icons = static / "icons"
    if icons.is_dir():
        for path in sorted(icons.iterdir()):
            if path.suffix in (".png", ".svg"):
                files[f"icons/{path.name}"] = path.read_bytes()
                names[path.name] = f"icons/{path.name}"
    return Assets(files, names)


def stylesheet(paths: list[Path]) -> str:
    """The sheets in one, without comments and blanks; the dark theme also for people who have set nothing."""
    text = ""
    for path in paths:
        try:
            text += path.read_text("utf-8")
        except OSError as error:
            raise ContentError(
                path, 1, f"can't be read ({error.strerror})", "Put the style sheet there."
            ) from None
    dark = _DARK.search(text)
    if dark is not None:
        by_system = (
            f'@media screen and (prefers-color-scheme:dark){{:root:not([data-theme="light"]){{{dark[1]}}}}}'
        )
        text = text[: dark.end()] + by_system + text[dark.end() :]
    return _AROUND.sub(r"\1", _BLANKS.sub(" ", _COMMENT.sub("", text))).replace(";}", "}").strip() + "\n"


class Icons:
    """The drawings of `static/icons/icons.json`, as markup inside a page."""

    def __init__(self, static: Path) -> None:
        path = static / "icons" / "icons.json"
        self._drawn: dict[tuple[str, str], Markup] = {}
        self._paths = _drawings(path) if path.exists() else {}

    def __call__(self, name: str, extra: str = "") -> Markup:
        """The drawing of that name, hidden from screen readers: the word beside it speaks."""
        drawn = self._drawn.get((name, extra))
        if drawn is None:
            drawn = self._drawn[name, extra] = self._draw(name, extra)
        return drawn

    def _draw(self, name: str, extra: str) -> Markup:
        drawing = self._paths.get(name)
        if drawing is None:
            raise ContentError("static/icons/icons.json", 1, f"there is no icon '{name}'", "Draw it there.")
        return Markup(
            f'<svg class="icon{f" {extra}" if extra else ""}" viewBox="0 0 24 24" aria-hidden="true">'
            f'<path d="{drawing}"/></svg>'
        )


def _drawings(path: Path) -> dict[str, str]:
    try:
        paths = json.loads(path.read_text("utf-8"))
    except json.JSONDecodeError as error:
        raise ContentError(path, error.lineno, f"is no JSON: {error.msg}", "Mend that line.") from None
    if not isinstance(paths, dict) or not all(isinstance(path, str) for path in paths.values()):
        raise ContentError(path, 1, "is no list of drawings", 'Write {"name": "path", …}.')
    return paths


def _keep(files: dict[str, bytes], name: str, suffix: str, content: bytes) -> str:
    address = f"assets/{name}-{hashlib.sha256(content).hexdigest()[:8].upper()}.{suffix}"
    files[address] = content
    return address
