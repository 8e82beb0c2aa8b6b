"""The examples of docs/rules.md 15 are run: what stands there can be copied."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from leadpwa.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(
    r"```\nleadpwa ([^\n]+)\n```\n\n```json\n(.+?)\n```\n\nanswers[^\n]*:\n\n```json\n(.+?)\n```",
    TEXT,
    re.DOTALL,
)


def test_every_command_that_reads_a_file_has_an_example() -> None:
    commands = [command.split()[0] for command, _, _ in EXAMPLES]
    assert commands == ["explain", "explain-month", "plan", "choose-dealer", "pareto"]


@pytest.mark.parametrize(("command", "given", "said"), EXAMPLES)
def test_an_example_answers_what_the_page_says(
    command: str, given: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEADPWA_ROOT", str(ROOT))
    monkeypatch.chdir(tmp_path)
    name, file, *options = command.split()
    Path(file).write_text(given, encoding="utf-8")
    result = CliRunner().invoke(main, [name, file, *options, "--json"])
    assert (result.exit_code, result.stderr) == (0, "")
    assert holds(json.loads(result.stdout), json.loads(said)), result.stdout


def holds(answer: Any, said: Any) -> bool:
    """Whether the answer has all that is said; a list is said whole."""
    if isinstance(answer, dict) and isinstance(said, dict):
        return all(name in answer and holds(answer[name], value) for name, value in said.items())
    return bool(answer == said)
