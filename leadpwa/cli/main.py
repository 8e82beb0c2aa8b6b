"""`leadpwa`: every command, gathered; a command's module is loaded when it is called, the others cost it nothing."""

from __future__ import annotations

from importlib import import_module

import click

from leadpwa import __version__
from leadpwa.cli.output import write_on_any_terminal

# A module of this package → the commands that it registers.
HOMES = {
    "site_commands": ("build",),
    "serving": ("serve",),
    "stores": ("init", "demo"),
    "people": ("invite", "devices"),
    "explain_commands": ("classify", "explain", "explain-month"),
    "rules_commands": ("plan", "choose-dealer", "pareto", "shape"),
    "office_commands": ("erase", "dispatch"),
    "importing": ("import",),
    "keeping": ("backup", "restore", "verify"),
    "doctor": ("doctor",),
    "new": ("new",),
    "config_show": ("config",),
}


class Gathered(click.Group):
    """The commands of all modules, each module loaded on demand."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *(name for names in HOMES.values() for name in names)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for module, names in HOMES.items():
            if cmd_name in names and cmd_name not in self.commands:
                import_module(f"leadpwa.cli.{module}").register(self)
        return super().get_command(ctx, cmd_name)


@click.group(cls=Gathered, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="leadpwa")
def main() -> None:
    """The showroom's lead policy, its training and its leads, offline first."""
    write_on_any_terminal()
