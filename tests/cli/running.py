"""A command run as a script runs it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from leadpwa.cli.main import main

ROOT = Path(__file__).resolve().parents[2]


def run(*args: str, given: str | bytes | None = None) -> Result:
    """Run a command, `given` on its standard input; an exception that nobody caught fails the test."""
    return CliRunner().invoke(main, [*args], input=given, catch_exceptions=False)


def asked(*args: str, code: int = 0) -> Any:
    """The one JSON document that stands on standard output."""
    result = run(*args, "--json")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def in_words(*args: str, code: int) -> str:
    """What standard error says, and that it is no traceback."""
    result = run(*args)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result.stderr
