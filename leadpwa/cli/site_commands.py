"""`leadpwa build`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from leadpwa import config
from leadpwa.cli.output import NOT_WELL, answer, json_option, sentence_on_error
from leadpwa.json_types import Doc
from leadpwa.site.build import build as build_site


@click.command(epilog="Example: leadpwa build --out dist")
@click.option(
    "--strict/--no-strict",
    default=True,
    show_default=True,
    help="Anything wrong: exit 1 and the site as it was, or make what can be made.",
)
@click.option("--out", default=None, metavar="DIR", show_default="dist", help="Where to put the site.")
@json_option
@sentence_on_error
def build(*, strict: bool, out: str | None, as_json: bool) -> None:
    """Make the static site from content/.

    Only what changed is made anew. What is wrong is named with file, line and the mend.
    """
    settings = config.load()
    out_folder = Path(out) if out else settings.dist
    result = build_site(settings.root, out_folder, strict=strict, quiet=as_json, today=date.today())
    for hint in result.hints:
        click.echo(f"hint: {hint.file}:{hint.line}: {hint.what}. {hint.mend}", err=True)
    problems: list[Doc] = [
        {"file": p.file, "line": p.line, "what": p.what, "mend": p.mend} for p in result.problems
    ]
    words = [f"{p['file']}:{p['line']}: {p['what']}. {p['mend']}" for p in problems]
    if problems and strict:
        words.append("The site was left as it was before.")
    else:
        size = result.bytes / 1_000_000
        words.append(
            f"{result.pages} pages, {result.changed} changed, {size:.1f} MB in {result.seconds:.2f} s"
        )
    answer(
        {
            "pages": result.pages,
            "changed": result.changed,
            "seconds": round(result.seconds, 3),
            "bytes": result.bytes,
            "problems": problems,
        },
        "\n".join(words),
        as_json=as_json,
    )
    if problems and strict:
        sys.exit(NOT_WELL)


def register(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(build)
