"""`leadpwa`: every command, gathered."""

from __future__ import annotations

import click

from leadpwa import __version__
from leadpwa.cli import (
    config_show,
    doctor,
    explain_commands,
    new,
    office_commands,
    people,
    rules_commands,
    serving,
    site_commands,
    stores,
)
from leadpwa.cli.output import write_on_any_terminal


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="leadpwa")
def main() -> None:
    """The showroom's lead policy, its training and its leads, offline first."""
    write_on_any_terminal()


for _module in (
    site_commands,
    serving,
    stores,
    people,
    explain_commands,
    rules_commands,
    doctor,
    new,
    office_commands,
    config_show,
):
    _module.register(main)
