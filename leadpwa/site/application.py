"""The Flask application that is frozen: the views, and what their templates may use."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from flask import Flask
from jinja2 import BytecodeCache, StrictUndefined
from werkzeug.routing import BaseConverter

from leadpwa.errors import ContentError
from leadpwa.security import content_security_policy
from leadpwa.site.client import FreezingClient
from leadpwa.site.feeds import feeds_of
from leadpwa.site.files import Files
from leadpwa.site.model import Site
from leadpwa.site.parts import Parts
from leadpwa.site.views import pages


def create_site(site: Site, files: Files, bytecode: BytecodeCache | None = None) -> Flask:
    """The site as an application: every page a view, everything else a file of `files`."""
    app = Flask(
        "leadpwa.site", root_path=str(site.root), template_folder="site/templates", static_folder=None
    )
    app.url_map.converters["language"] = type(
        "Language", (BaseConverter,), {"regex": "|".join(site.languages)}
    )
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.bytecode_cache = bytecode
    parts = Parts(app, site)
    app.jinja_env.filters["fill"] = partial(_filled, site.root / "site" / "words.toml")
    app.jinja_env.globals.update(
        base=site.base,
        asset=site.asset,
        icon=site.icons,
        policy=content_security_policy(site.frame.settings.api_origin, header=False),
        has_worker=site.has_worker,
        site_url=site.frame.settings.url,
        rules_hash=site.rules.hash,
        api_origin=site.frame.settings.api_origin,
        title=site.frame.settings.title,
        words=site.frame.words,
        codes=site.languages,
        sections=site.sections,
        feeds={language: feeds_of(site, language) for language in site.languages},
        part=parts.part,
        side=parts.side,
    )
    app.extensions["site"] = site
    app.extensions["files"] = files
    # A page that can't be printed ends the build with its own error.
    app.testing = True
    app.test_client_class = FreezingClient
    app.register_blueprint(pages)
    return app


def _filled(file: Path, text: str, **values: object) -> str:
    """Words with their numbers in; words that want others than the page has are named in their own file."""
    try:
        return text.format(**values)
    except (KeyError, IndexError, ValueError) as error:
        rows = file.read_text("utf-8-sig").splitlines()
        line = next((number for number, row in enumerate(rows, 1) if text in row), 1)
        what = f"'{text}' can't be filled in ({error})"
        known = ", ".join(f"{{{name}}}" for name in values)
        raise ContentError(file, line, what, f"The page gives it {known}.") from None
