"""`leadpwa init` and `leadpwa demo`: making a store."""

from __future__ import annotations

from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from leadpwa import config
from leadpwa.cli.control import ask, now_ms
from leadpwa.cli.output import answer, data_option, json_option, sentence_on_error
from leadpwa.cli.people import DEFAULT_ADDRESS, pairing_url
from leadpwa.cli.text_option import well_formed
from leadpwa.domain.calendar import DEFAULT_ZONE
from leadpwa.domain.rules import load_rules, to_wire
from leadpwa.errors import LeadpwaError
from leadpwa.json_types import Doc
from leadpwa.office import demo as demo_office
from leadpwa.office.organisation import make_store
from leadpwa.store.folder import DataFolder


@click.command(epilog="Example: leadpwa init --name 南方汽车销售公司")
@click.option("--name", required=True, metavar="NAME", callback=well_formed, help="The organisation's name.")
@click.option("--timezone", default=DEFAULT_ZONE, show_default=True, help="The organisation's time zone.")
@data_option
@json_option
@sentence_on_error
def init(name: str, timezone: str, folder: DataFolder, *, as_json: bool) -> None:
    """Make the store of a real organisation, and the first administrator's invitation."""
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError):
        raise LeadpwaError(
            f"There is no time zone {timezone}. No store was made. Try {DEFAULT_ZONE}."
        ) from None
    settings = config.load()
    rules = load_rules(settings.rules)
    make_store(folder, name, timezone, to_wire(rules), now_ms())
    minutes = rules.value("phone.invitation_minutes")
    made = cast(Doc, ask(folder, "invite", {"role": "admin", "name": "admin", "minutes": minutes}))
    url = pairing_url(settings.public_url or DEFAULT_ADDRESS, str(made["code"]))
    words = f"The store of {name} is ready in {folder.path}.\nThe first administrator's phone: {url}"
    answer({"organisation": name, "code": made["code"], "url": url}, words, as_json=as_json)


@click.command(epilog="Example: leadpwa demo --data demo-data --dealers 4")
@click.option("--dealers", type=click.IntRange(1, 99), default=2, show_default=True, help="How many dealers.")
@data_option
@json_option
@sentence_on_error
def demo(dealers: int, folder: DataFolder, *, as_json: bool) -> None:
    """Make the organisation to try things out with."""
    rules = load_rules(config.load().rules)
    if not _is_unfinished(folder):
        make_store(folder, demo_office.NAME, DEFAULT_ZONE, to_wire(rules), now_ms(), demo=True)
    made = cast(Doc, ask(folder, "demo", {"dealers": dealers}))
    people = len(cast("list[str]", made["users"]))
    words = f"{made['organisation']}: {dealers} dealers, {people} people, in {folder.path}"
    answer(made, words, as_json=as_json)


def _is_unfinished(folder: DataFolder) -> bool:
    """Whether a demo was begun here and cut off before anybody was in it."""
    return folder.holds_store and bool(folder.read_identity().get("demo")) and not folder.holds_remains


def register(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(init)
    group.add_command(demo)
