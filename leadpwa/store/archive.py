"""A backup as a file: a gzipped tar of what a store is, and a manifest by which every byte of it is checked."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast

from leadpwa.errors import LeadpwaError
from leadpwa.json_types import Doc
from leadpwa.store.journal import sync_folder

MANIFEST = "manifest.json"
FORMAT = 1


def write(path: Path, files: Iterable[tuple[str, bytes]], about: Doc) -> str:
    """Write a backup whole or not at all; the SHA-256 of the file."""
    beside = path.with_name(path.name + ".new")
    sums: dict[str, str] = {}
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as packed, _tar(packed) as tar:
                for name, data in files:
                    sums[name] = hashlib.sha256(data).hexdigest()
                    _add(tar, name, data)
                manifest = {"format": FORMAT, **about, "files": sums}
                _add(tar, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return sum_of(path)


def read_into(path: Path, folder: Path) -> Mapping[str, object]:
    """Unpack a backup into an empty folder; its manifest.

    Raises:
        LeadpwaError: it is no backup, cut, or altered.
    """
    try:
        with tarfile.open(path, "r:gz") as tar:
            found = {member.name: _bytes(tar, member) for member in tar.getmembers() if member.isfile()}
        manifest = cast(Doc, json.loads(found.pop(MANIFEST)))
        sums = cast("dict[str, str]", manifest["files"])
    except (tarfile.TarError, EOFError, OSError, zlib.error, KeyError, ValueError, TypeError) as error:
        raise LeadpwaError(f"{path} is no backup, or was cut ({error}). Nothing was changed.") from None
    if manifest.get("format") != FORMAT:
        raise LeadpwaError(f"{path} was written by another version of LeadPWA. Nothing was changed.")
    if {name: hashlib.sha256(data).hexdigest() for name, data in found.items()} != sums:
        raise LeadpwaError(f"{path} was altered: a file in it does not match its sum. Nothing was changed.")
    for name, data in found.items():
        target = (folder / name).resolve()
        if folder.resolve() not in target.parents:
            raise LeadpwaError(f"{path} names a file outside itself. Nothing was changed.")
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
    return manifest


def sum_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _tar(packed: gzip.GzipFile) -> tarfile.TarFile:
    return tarfile.open(fileobj=packed, mode="w")


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(data), 0o600
    tar.addfile(entry, io.BytesIO(data))


def _bytes(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    handle = tar.extractfile(member)
    return handle.read() if handle is not None else b""
