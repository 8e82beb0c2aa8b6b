"""Node is found wherever a newcomer has it, and brought where they have none."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from leadpwa import node

ANSWERS = '#!/bin/sh\necho "{version} $0"\n'


@pytest.fixture(autouse=True)
def asked_anew() -> Iterator[None]:
    node.node.cache_clear()
    yield
    node.node.cache_clear()


def on_the_path(folder: Path, monkeypatch: pytest.MonkeyPatch, *, version: str, npm: bool) -> Path:
    """A program that says it is Node of that version, the only one on the PATH."""
    program = folder / "bin" / "node"
    program.parent.mkdir()
    program.write_text(ANSWERS.format(version=version))
    program.chmod(0o755)
    if npm:
        script = folder / "share" / "npm-cli.js"
        script.parent.mkdir()
        script.touch()
        program.with_name("npm").symlink_to(script)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}/bin")
    return program


def test_a_new_enough_node_on_the_path_is_taken_with_its_npm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = on_the_path(tmp_path, monkeypatch, version="20.1.0", npm=True)
    assert node.command("node") == [str(program)]
    assert node.command("npm") == [str(program), str(tmp_path / "share" / "npm-cli.js")]


@pytest.mark.parametrize(("version", "npm"), [("18.20.4", True), ("22.3.0", False), ("", True)])
def test_the_node_of_the_python_packages_stands_in_and_its_npm_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, npm: bool
) -> None:
    passed_over = on_the_path(tmp_path, monkeypatch, version=version, npm=npm)
    ran = subprocess.run(
        [*node.command("npm"), "--version"],
        env=node.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert node.node() != passed_over
    assert int(ran.stdout.split(".")[0]) >= 10
