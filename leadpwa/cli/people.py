"""`leadpwa invite` and `leadpwa devices`."""

from __future__ import annotations

from typing import cast

import click

from leadpwa import config
from leadpwa.cli.control import ask
from leadpwa.cli.output import answer, data_option, json_option, sentence_on_error
from leadpwa.cli.text_option import well_formed
from leadpwa.domain.rules import load_rules
from leadpwa.json_types import Doc
from leadpwa.store.folder import DataFolder
from leadpwa.sync.people import ROLES

DEFAULT_ADDRESS = "http://127.0.0.1:8000"


def pairing_url(base: str, code: str) -> str:
    """The link that pairs: the code stands in the fragment, which no log ever sees."""
    return f"{base.rstrip('/')}/app/#pair={code}"


@click.command(epilog="Example: leadpwa invite --role advisor --dealer D01 --name 张伟")
@click.option("--role", type=click.Choice(ROLES), required=True, help="What the person does.")
@click.option("--dealer", metavar="CODE", help="The dealer of an advisor or a manager.")
@click.option("--name", metavar="NAME", callback=well_formed, help="The name of a new user.")
@click.option("--user", metavar="ID", help="Give an existing user another phone.")
@click.option(
    "--minutes",
    type=click.IntRange(1, 7 * 24 * 60),
    help="How long the code holds (default: the rules file's).",
)
@data_option
@json_option
@sentence_on_error
def invite(
    role: str,
    dealer: str | None,
    name: str | None,
    user: str | None,
    minutes: int | None,
    folder: DataFolder,
    *,
    as_json: bool,
) -> None:
    """Make a pairing link for one phone."""
    settings = config.load()
    minutes = minutes or load_rules(settings.rules).value("phone.invitation_minutes")
    asked: Doc = {"role": role, "dealer": dealer, "name": name, "user": user, "minutes": minutes}
    made = cast(Doc, ask(folder, "invite", asked))
    url = pairing_url(settings.public_url or str(made["address"] or DEFAULT_ADDRESS), str(made["code"]))
    answer(
        {"code": made["code"], "url": url, "expires_at": made["expires_at"]},
        f"{url}\nCode {made['code']}, for one phone, until {made['expires_at']}",
        as_json=as_json,
    )


@click.command(epilog="Example: leadpwa devices --revoke 0193…")
@click.option("--revoke", metavar="ID", help="Take a device off: its token counts no more.")
@click.option("--wipe", is_flag=True, help="With --revoke: also tell the phone to drop unsent work.")
@data_option
@json_option
@sentence_on_error
def devices(revoke: str | None, folder: DataFolder, *, wipe: bool, as_json: bool) -> None:
    """List the paired phones, or take one off.

    A phone that is taken off seals its unsent work, to be handed in, and drops everything else.
    """
    if wipe and revoke is None:
        raise click.UsageError("--wipe goes with --revoke ID.")
    if revoke is not None:
        ask(folder, "revoke", {"device": revoke, "wipe": wipe})
    found = cast("list[Doc]", ask(folder, "devices", {}))
    words = [
        f"{d['id']}  {d['name'] or '-'}  {d['role']} {d['dealer'] or ''}  "
        f"{'taken off ' + str(d['revoked_at']) if d['revoked_at'] else 'last seen ' + str(d['last_seen'] or 'never')}"
        for d in found
    ]
    answer(
        list(found),
        "\n".join(words) or "No phone is paired yet. `leadpwa invite` makes a link.",
        as_json=as_json,
    )


def register(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(invite)
    group.add_command(devices)
