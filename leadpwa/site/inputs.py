"""What a build depends on besides the content: its own code and the templates, as one stamp each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_LIBRARIES = ("flask", "jinja2", "markdown", "pymdown-extensions", "pypinyin", "pyyaml")


@cache
def code_stamp() -> str:
    """Changes with the code that makes pages, and with the libraries that it leans on."""
    folders = (_PACKAGE / "site", _PACKAGE / "domain")
    # Every page carries the content security policy.
    own = [_PACKAGE / "security.py", *(path for folder in folders for path in sorted(folder.glob("*.py")))]
    return _digest(own, *(f"{name} {version(name)}" for name in _LIBRARIES))


def folder_stamp(folder: Path) -> str:
    """Changes with any file below the folder."""
    return _digest(path for path in sorted(folder.rglob("*")) if path.is_file())


def _digest(paths: Iterable[Path], *texts: str) -> str:
    digest = hashlib.sha256("\0".join(texts).encode())
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:24]
