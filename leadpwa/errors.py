"""The one hierarchy of errors: raised where known, put into words at the edge (command line, problem+json)."""

from __future__ import annotations

from pathlib import Path


class LeadpwaError(Exception):
    """Something a person can mend; the text says what happened, what was kept and what to do."""


class ContentError(LeadpwaError):
    """A page, template or content file that does not hold; `mend` says what to write instead."""

    def __init__(self, file: Path | str, line: int, what: str, mend: str) -> None:
        super().__init__(f"{file}:{line}: {what}. {mend}")
        self.file = str(file)
        self.line = line
        self.what = what
        self.mend = mend


class RulesError(LeadpwaError):
    """`rules.toml` or a look-up in it is wrong: file, key and the mend."""


class StoreError(LeadpwaError):
    """The store can't be opened or written: locked, damaged, of a newer version, or no space."""


class StoreFull(StoreError):
    """No space left: nothing of the batch was kept, everything older is readable."""


class Refused(LeadpwaError):
    """One request or mutation is refused, by a code of the protocol.

    `path` names the field that is wrong, where there is one; `retry` says that the same may succeed later.
    """

    def __init__(self, code: str, message: str, *, path: str | None = None, retry: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.path = path
        self.retry = retry
