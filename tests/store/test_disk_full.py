"""No space left: no acknowledgement, old data readable, and work goes on when there is space again."""

from __future__ import annotations

import errno
import os

import pytest

from leadpwa.store import journal
from tests.builders import Running, a_lead, an_id


def test_a_full_disk_is_503_and_the_lead_goes_through_when_there_is_space(
    office: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = office.phone()
    kept = phone.log()
    before = journal.path_of(office.folder.journal, 1).read_bytes()
    refused = phone.mutation(an_id(), patch=a_lead(mobile="13900139000"))

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    real = os.fsync
    failures = iter([full])
    monkeypatch.setattr(journal.os, "fsync", lambda handle: next(failures, real)(handle))
    answer = phone.post([refused])
    assert (answer.status_code, answer.json["code"]) == (503, "no_space")
    assert "Retry-After" in answer.headers
    assert journal.path_of(office.folder.journal, 1).read_bytes() == before
    assert kept in phone.pull()
    assert refused["record"] not in phone.records
    assert phone.send(refused)[0]["status"] == "applied"


def test_a_write_that_stops_halfway_leaves_no_half_line(
    office: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = office.phone()
    path = journal.path_of(office.folder.journal, 1)
    before = path.read_bytes()

    class Short:
        """A file on a disk that fills in the middle of a line."""

        def __init__(self, real: object) -> None:
            self.real = real
            self.writes = 0

        def write(self, data: memoryview) -> int:
            self.writes += 1
            if self.writes > 1:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return self.real.write(data[: len(data) // 2])  # type: ignore[attr-defined,no-any-return]

        def __getattr__(self, name: str) -> object:
            return getattr(self.real, name)

    inner = office.store._journal
    monkeypatch.setattr(inner, "_file", Short(inner._file))
    assert phone.post([phone.mutation(an_id(), patch=a_lead())]).status_code == 503
    monkeypatch.setattr(inner, "_file", inner._file.real)
    assert path.read_bytes() == before
    phone.log()
