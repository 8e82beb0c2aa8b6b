"""How many questions both languages were asked, at the end of a run; workers' counts are added up."""

from __future__ import annotations

from typing import Any

VECTORS = "test_vectors.py"
# From here on a run is a long one, and each rule's count is shown.
MANY = 10_000


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line, where any was asked; after a long run, a line for each rule as well."""
    reports = [
        (report.nodeid, value)
        # Counted when the test is over: the report of its taking down, which has no name of its own.
        for report in terminalreporter.getreports("")
        for name, value in report.user_properties
        if name == "questions"
    ]
    if not reports:
        return
    vectors = sum(value for node, value in reports if VECTORS in node)
    made = sum(value for _, value in reports) - vectors
    terminalreporter.write_line(
        f"rules: {vectors} written cases and {made} made by chance, answered alike by Python and TypeScript"
    )
    if made >= MANY:
        for node, value in sorted(reports, key=lambda report: report[1], reverse=True):
            if VECTORS not in node:
                terminalreporter.write_line(f"{value:8,}  {node.rpartition('::')[2]}")
