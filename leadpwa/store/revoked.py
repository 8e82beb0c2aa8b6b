"""`revoked.jsonl`: devices that were taken off. It only grows, and no restore takes it back."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from leadpwa.json_types import Doc
from leadpwa.store.journal import sync_folder

NAMES = ("revoked_at", "revoked_by", "wipe")


def read(path: Path) -> dict[str, Doc]:
    """By device when it was taken off, and by whom; a torn last line is passed over."""
    found: dict[str, Doc] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        found[entry["device"]] = {name: entry[name] for name in NAMES if name in entry}
    return found


def append(path: Path, devices: Mapping[str, Doc]) -> None:
    """Add devices."""
    if not devices:
        return
    text = "".join(
        f"{json.dumps({'device': id_, **{name: row.get(name) for name in NAMES}})}\n"
        for id_, row in devices.items()
    )
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w", encoding="utf-8"
    ) as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    sync_folder(path.parent)
