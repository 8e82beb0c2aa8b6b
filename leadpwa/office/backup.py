"""Backing up a store, checking a backup, and restoring one: with a new epoch, and nothing that was taken away back.

People, erased records and revoked phones are never restored backwards: what the folder knows of them counts.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import cast

from leadpwa.errors import LeadpwaError
from leadpwa.json_types import Doc
from leadpwa.office.organisation import open_store, organisation_of
from leadpwa.office.server_changes import Clock, user_changed
from leadpwa.store import archive, erased, journal, revoked, snapshot
from leadpwa.store.embedded import EmbeddedStore
from leadpwa.store.folder import DataFolder, write_json
from leadpwa.store.protocol import RECORD, USER, Decision, View
from leadpwa.store.scrub import scrub
from leadpwa.sync.ledger import Ledger
from leadpwa.sync.people import from_row


def backup(store: EmbeddedStore, path: Path) -> Doc:
    """Write a backup of the store as it stands now, while others go on working."""
    with store.frozen() as (files, seq, records):
        about: Doc = {"records": records, "seq": seq, "epoch": store.epoch}
        return {**about, "sha256": archive.write(path, files, about)}


def verify(path: Path) -> Doc:
    """Check a backup by bringing it to life in a folder that goes again.

    Raises:
        LeadpwaError: it is none, was altered, or does not hold what it says.
    """
    with tempfile.TemporaryDirectory(prefix="leadpwa-") as folder:
        data = DataFolder(Path(folder) / "data")
        manifest = archive.read_into(path, data.path)
        with closing(open_store(data)) as store, store.reading() as reading:
            found: Doc = {"records": reading.count(RECORD), "seq": reading.seq, "epoch": store.epoch}
    for name, value in found.items():
        if manifest.get(name) != value:
            raise LeadpwaError(
                f"{path} says {name} {manifest.get(name)} and holds {value}. Nothing was changed. Take another backup."
            )
    return {**found, "sha256": archive.sum_of(path)}


def restore(path: Path, folder: DataFolder, time: Clock) -> Doc:
    """Put a backup in the place of the store, under a new epoch: phones send again what it lacks.

    Raises:
        LeadpwaError: the backup does not hold, or is another organisation's.
        StoreError: a server runs on the folder.
    """
    verify(path)
    folder.path.mkdir(parents=True, exist_ok=True, mode=0o700)
    with folder.locked(), tempfile.TemporaryDirectory(prefix="restore-", dir=folder.path) as beside:
        fresh = DataFolder(Path(beside) / "data")
        archive.read_into(path, fresh.path)
        identity = fresh.read_identity()
        if folder.holds_store and folder.read_identity()["id"] != identity["id"]:
            raise LeadpwaError(
                f"{path} is another organisation's. Nothing was changed. Name an empty folder with --data."
            )
        _carry_over(folder, fresh)
        write_json(fresh.identity, {**identity, "epoch": secrets.token_hex(8)})
        _exchange(folder, fresh)
    return _after(folder, time, archive.sum_of(path))


def _carry_over(old: DataFolder, fresh: DataFolder) -> None:
    """What is never restored backwards goes over into the restored store."""
    known = {**erased.read(fresh.erased).rows, **erased.read(old.erased).rows}
    if known:
        scrub(fresh.journal, known.keys())
        line = journal.count_lines(fresh.journal)
        opened = journal.Journal(fresh.journal)
        entry: Doc = {"n": line, "at": "", "user": None, "device": None, "dealer": None, "outcomes": []}
        opened.append([journal.encode({**entry, "erased": [[id_, row] for id_, row in known.items()]})])
        opened.close()
        fresh.erased.unlink(missing_ok=True)
        erased.append(fresh.erased, known)
        erased.note_scrubbed(fresh.erased, known)
    revoked.append(fresh.revoked, {**revoked.read(fresh.revoked), **revoked.read(old.revoked)})
    if old.keys.exists():
        shutil.copy2(old.keys, fresh.keys)
    people = snapshot.read_people(old) or snapshot.read_people(fresh)
    if people is not None:
        mark = replace(
            people.mark, line=journal.count_lines(fresh.journal), place=journal.end_of(fresh.journal)
        )
        snapshot.write_people(fresh, replace(people, mark=mark))


def _exchange(old: DataFolder, fresh: DataFolder) -> None:
    """Take the old store's name away first and give the new one's last: between them nothing can be started."""
    old.identity.unlink(missing_ok=True)
    snapshot.forget(old)
    if old.journal.exists():
        shutil.rmtree(old.replaced, ignore_errors=True)
        old.journal.rename(old.replaced)
    fresh.journal.rename(old.journal)
    for name in ("people", "erased", "revoked", "keys", "identity"):
        source, target = cast(Path, getattr(fresh, name)), cast(Path, getattr(old, name))
        if source.exists():
            source.replace(target)
            journal.sync_folder(old.path)


def _after(folder: DataFolder, time: Clock, sha256: str) -> Doc:
    """Open it once: people whom the backup does not know get their records again."""
    with closing(open_store(folder)) as store:
        time = Clock(time.now_ms, organisation_of(store.identity).node)
        with store.reading() as reading:
            users = [from_row(id_, row) for id_, row in reading.rows(USER)]

        def decide(view: View) -> Decision[None]:
            ledger = Ledger(view, time.origin())
            for user in users:
                if ledger.record(user.id) is None:
                    user_changed(ledger, user, time)
            return ledger.decision(None)

        store.transact(decide)
        with store.reading() as reading:
            return {
                "records": reading.count(RECORD),
                "seq": reading.seq,
                "epoch": store.epoch,
                "sha256": sha256,
            }
