"""`leadpwa config show`."""

from __future__ import annotations

import os

import click

from leadpwa import config
from leadpwa.cli.output import answer, json_option, sentence_on_error
from leadpwa.json_types import Doc
from leadpwa.site.settings import load_frame

SITE_KEYS = {
    "base": "the path under which the site stands",
    "api_origin": "the server that takes the leads; empty: the pages' own",
    "url": "the site's address, for canonical links and the sitemap",
    "languages": "the languages of the pages, the first one first",
}


@click.group("config")
def config_group() -> None:
    """Look at the settings."""


@config_group.command(epilog="Example: leadpwa config show --json")
@json_option
@sentence_on_error
def show(*, as_json: bool) -> None:
    """Show every setting, its value and where it comes from."""
    found = [*_of_environment(), *_of_site()]
    words = [f"{s['name']:<24} {s['value'] or '-'}  ({s['from']})\n    {s['about']}" for s in found]
    answer(list(found), "\n".join(words), as_json=as_json)


def _of_environment() -> list[Doc]:
    return [
        {
            "name": setting.name,
            "value": config.value_of(setting, os.environ),
            "from": "environment" if setting.name in os.environ else "default",
            "about": setting.about,
        }
        for setting in config.SETTINGS
    ]


def _of_site() -> list[Doc]:
    site = config.load().root / "site"
    if not (site / "site.toml").exists():
        return []
    settings = load_frame(site).settings.model_dump()
    values = {key: settings[key] for key in SITE_KEYS}
    return [
        {
            "name": f"site.{key}",
            "value": value if isinstance(value, str) else ", ".join(value),
            "from": "site/site.toml",
            "about": SITE_KEYS[key],
        }
        for key, value in values.items()
    ]


def register(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(config_group)
