"""Makes each TypeScript test file one test here: it fails when a test in it fails, or when it holds none."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from leadpwa import node

RUNNER = Path(__file__).with_name("run.mjs")
ENDINGS = (".test.ts", ".test.tsx")


class TypeScriptFailed(Exception):
    """What the file's own runner said."""


class TypeScriptFile(pytest.File):
    """One `*.test.ts`."""

    def collect(self) -> Iterator[pytest.Item]:
        yield TypeScriptTests.from_parent(self, name=self.path.name)


class TypeScriptTests(pytest.Item):
    """All tests of one file, in one run of Node."""

    def runtest(self) -> None:
        ran = subprocess.run(
            [*node.command("node"), str(RUNNER), str(self.path)],
            capture_output=True,
            text=True,
            check=False,
            env={**node.environment(), "LEADPWA_PYTHON": sys.executable},
        )
        if ran.returncode != 0:
            raise TypeScriptFailed(ran.stdout + ran.stderr)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str:
        """The runner's report instead of a traceback through this file."""
        if isinstance(excinfo.value, TypeScriptFailed):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collects the TypeScript tests under this folder."""
    if file_path.name.endswith(ENDINGS):
        return TypeScriptFile.from_parent(parent, path=file_path)
    return None
