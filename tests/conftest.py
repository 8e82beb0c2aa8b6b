"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import Running
from tests.domain.counting import pytest_terminal_summary

__all__ = ["office", "pytest_terminal_summary"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Running]:
    """A demo organisation of two dealers, in a folder of its own."""
    running = Running(tmp_path / "data")
    yield running
    running.store.close()
