"""docs/faults.md names a test for each fault of the server and the wire, and the tests that it names are there."""

from __future__ import annotations

import re

import pytest

from tests.builders import ROOT

PAGE = (ROOT / "docs" / "faults.md").read_text("utf-8")
ROWS = {int(number): tests for number, tests in re.findall(r"^\| (\d+) \|.*?\| (.*) \|$", PAGE, re.MULTILINE)}
NAMED = sorted({name for tests in ROWS.values() for name in re.findall(r"`(tests/[^`]+)`", tests)})
NOT_BUILT = {27}


def test_every_fault_of_the_server_and_the_wire_has_a_row() -> None:
    assert sorted(ROWS) == [*range(1, 31), *range(46, 55), *range(61, 69)]
    assert {number for number, tests in ROWS.items() if "`tests/" not in tests} == NOT_BUILT


@pytest.mark.parametrize("name", NAMED)
def test_the_test_that_is_named_is_there(name: str) -> None:
    path, _, title = name.partition("::")
    text = (ROOT / path).read_text("utf-8")
    assert (title if path.endswith(".ts") else f"def {title}(") in text
