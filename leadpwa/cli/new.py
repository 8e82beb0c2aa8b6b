"""`leadpwa new policy` and `leadpwa new lesson`: a page to fill in, in every language."""

from __future__ import annotations

from datetime import date

import click

from leadpwa import config
from leadpwa.cli.new_pages import Draft, write_drafts
from leadpwa.cli.output import answer, json_option, sentence_on_error
from leadpwa.cli.text_option import well_formed


@click.group()
def new() -> None:
    """Begin a page of the site."""


def _command(kind: str, section: str, about: str) -> click.Command:
    @click.command(kind, help=about, epilog=f"Example: leadpwa new {kind} 试驾规定 --english 'Test drives'")
    @click.argument("title", metavar="TITLE", callback=well_formed)
    @click.option(
        "--english", metavar="TITLE", callback=well_formed, help="The English title, if TITLE is not."
    )
    @click.option(
        "--slug", metavar="NAME", help="The file's name and address; made from the title if not given."
    )
    @json_option
    @sentence_on_error
    def command(title: str, english: str | None, slug: str | None, *, as_json: bool) -> None:
        draft = Draft(section, title.strip(), (english or title).strip(), slug)
        files = write_drafts(config.load().root, draft, date.today())
        words = "\n".join([*files, "Fill them in, then run `leadpwa build`."])
        answer({"files": list(files)}, words, as_json=as_json)

    return command


new.add_command(
    _command(
        "policy", "policy", "Begin a policy page called TITLE: a file a language, its front matter filled in."
    )
)
new.add_command(
    _command(
        "lesson", "training", "Begin a lesson called TITLE: a file a language, its front matter filled in."
    )
)


def register(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(new)
