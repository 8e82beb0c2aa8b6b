"""The help is whole, and `docs/cli.md` says what it says."""

from __future__ import annotations

import shlex
import subprocess
import sys
from importlib import import_module

import click
import pytest

from leadpwa.cli.main import HOMES
from tests.cli.help_pages import DOCS, commands, help_of, page

CLI = DOCS.parents[1] / "leadpwa" / "cli"
ALL = [pytest.param(name, command, id=name) for name, command in commands()]


def test_the_page_of_the_command_line_says_what_the_help_says() -> None:
    assert DOCS.read_text("utf-8") == page(), "run: make docs"


@pytest.mark.parametrize(("name", "command"), ALL)
def test_every_command_and_option_says_what_it_does_in_english(name: str, command: click.Command) -> None:
    assert command.help
    silent = [
        option.name for option in command.params if isinstance(option, click.Option) and not option.help
    ]
    assert silent == []
    unexplained = [
        argument.human_readable_name
        for argument in command.params
        if isinstance(argument, click.Argument) and argument.human_readable_name not in command.help
    ]
    assert unexplained == []
    prose = help_of(name, command).partition("Example:")[0]
    assert prose.isascii() or not any("\u4e00" <= letter <= "\u9fff" for letter in prose)


@pytest.mark.parametrize(("name", "command"), ALL)
def test_every_command_has_one_example_and_understands_it(name: str, command: click.Command) -> None:
    assert command.epilog is not None
    label, _, example = command.epilog.partition(": ")
    assert label == "Example"
    assert example.startswith(f"{name} ") or example == name
    command.make_context(name, shlex.split(example.removeprefix(name)))


@pytest.mark.parametrize("module", sorted(HOMES))
def test_every_module_registers_the_commands_that_it_is_named_for(module: str) -> None:
    group = click.Group()
    import_module(f"leadpwa.cli.{module}").register(group)
    assert sorted(group.commands) == sorted(HOMES[module])


def test_no_module_of_commands_is_forgotten() -> None:
    registering = {file.stem for file in CLI.glob("*.py") if "def register(" in file.read_text("utf-8")}
    assert registering == set(HOMES)


@pytest.mark.parametrize(
    ("command", "never"),
    [("build", "leadpwa.api.factory"), ("classify", "flask"), ("build", "pypinyin"), ("new", "pypinyin")],
)
def test_a_command_does_not_wait_for_what_it_does_not_use(command: str, never: str) -> None:
    source = (
        f"import sys; from leadpwa.cli.main import main; main.main([{command!r}, '--help'], standalone_mode=False)\n"
        f"sys.exit({never!r} in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr or f"{command} loads {never}"
