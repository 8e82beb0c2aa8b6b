"""`leadpwa`: every command, gathered."""

from __future__ import annotations

import click

from leadpwa import __version__
from leadpwa.cli import people, rules_commands, serving, site_commands, stores


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="leadpwa")
def main() -> None:
    """The showroom's lead policy, its training and its leads, offline first."""


for _module in (site_commands, serving, stores, people, rules_commands):
    _module.register(main)
