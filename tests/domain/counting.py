"""How many questions both languages were asked, at the end of a run; workers' counts are added up."""

from __future__ import annotations

from typing import Any

VECTORS = "test_vectors.py"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line, where any was asked."""
    reports = [
        (report.nodeid, value)
        # Counted when the test is over: the report of its taking down, which has no name of its own.
        for report in terminalreporter.getreports("")
        for name, value in report.user_properties
        if name == "questions"
    ]
    if reports:
        vectors = sum(value for node, value in reports if VECTORS in node)
        made = sum(value for _, value in reports) - vectors
        terminalreporter.write_line(
            f"rules: {vectors} written cases and {made} made by chance, answered alike by Python and TypeScript"
        )
