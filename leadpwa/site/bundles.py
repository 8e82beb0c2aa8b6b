"""What the service worker installs: one bundle a part of the site, and `install.json`, which names them.

A bundle is a gzip stream of one line of JSON, `[{"path", "type", "bytes"}, …]`, and after it the files
themselves, end to end. An edit changes one bundle, and phones fetch that one again.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import mimetypes
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# A long section is cut into bundles of this many files, so that an edit in it stays a small download.
MOST = 100

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".xml": "application/xml",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the site: its address from the root of the host, and the hash of its bytes."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """A group of files under a name; `key` names its content before it is made."""

    name: str
    entries: tuple[Entry, ...]

    @property
    def key(self) -> str:
        """Changes with any of its files."""
        return hashlib.sha256(json.dumps([[e.path, e.sha256] for e in self.entries]).encode()).hexdigest()[
            :16
        ]

    @property
    def file(self) -> str:
        """Its file's name."""
        return f"{self.name}-{self.key}.bin"


def bundles_of(groups: Mapping[str, Sequence[Entry]]) -> list[Bundle]:
    """The bundles of the groups, the long ones cut."""
    bundles = []
    for name, entries in groups.items():
        pieces = [entries[start : start + MOST] for start in range(0, len(entries), MOST)]
        for number, piece in enumerate(pieces, 1):
            bundles.append(Bundle(name if len(pieces) == 1 else f"{name}-{number}", tuple(piece)))
    return bundles


def pack(bundle: Bundle, read: Callable[[str], bytes]) -> bytes:
    """The bundle's bytes; the same files give the same bytes."""
    contents = [read(entry.path) for entry in bundle.entries]
    head = [
        {"path": entry.path, "type": content_type(entry.path), "bytes": len(content)}
        for entry, content in zip(bundle.entries, contents, strict=True)
    ]
    plain = json.dumps(head, separators=(",", ":")).encode() + b"\n" + b"".join(contents)
    return gzip.compress(plain, compresslevel=6, mtime=0)


def install_list(packed: Iterable[tuple[Bundle, str, str, int]]) -> bytes:
    """`install.json` of bundles with their address, hash and size; its version is a hash of all of them."""
    bundles: list[dict[str, Any]] = [
        {
            "url": url,
            "sha256": sha256,
            "bytes": size,
            "pages": [{"path": entry.path, "sha256": entry.sha256} for entry in bundle.entries],
        }
        for bundle, url, sha256, size in packed
    ]
    version = hashlib.sha256("".join(b["sha256"] for b in bundles).encode()).hexdigest()[:16]
    return (json.dumps({"version": version, "bundles": bundles}, separators=(",", ":")) + "\n").encode()


def content_type(path: str) -> str:
    """What a server says of a file of that address."""
    if path.endswith("/"):
        return _TYPES[".html"]
    suffix = path[path.rfind(".") :]
    return _TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
