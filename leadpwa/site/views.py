"""The pages as Flask views. They hold no logic: what they print stands in the site that they are given."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template

from leadpwa.site import phrases
from leadpwa.site.bundles import content_type
from leadpwa.site.feeds import feed_path
from leadpwa.site.files import Files
from leadpwa.site.manifest import manifest_of
from leadpwa.site.model import Site
from leadpwa.site.pictures import with_sizes

pages = Blueprint("pages", __name__)


def _site() -> Site:
    site: Site = current_app.extensions["site"]
    return site


def _page(template: str, language: str, place: str, kind: str, **values: Any) -> str:
    """Prints a template with what the frame needs; `place` is the address below the language."""
    site = _site()
    other = next((code for code in site.languages if code != language), None)
    words = site.frame.words
    return render_template(
        template,
        w=words[language],
        other_w=words[other or language],
        language=language,
        kind=kind,
        site_title=site.frame.settings.title[language],
        here=f"{site.base}{language}/{place}",
        other_address=f"{site.base}{other}/{place}" if other else "",
        languages_of_page=[(words[code]["lang"], f"{site.base}{code}/{place}") for code in site.languages]
        if site.frame.settings.url
        else [],
        **values,
    )


@pages.get("/")
def choose() -> str:
    return render_template("choose.html")


@pages.get("/404.html")
def missing() -> str:
    site = _site()
    return _page("missing.html", site.languages[0], "", "missing", about="")


@pages.get("/app/")
def app_shell() -> str:
    return render_template("app.html")


@pages.get("/<language:language>/")
def home(language: str) -> str:
    site = _site()
    shelves = site.shelves(language)
    latest = max((page.effective for shelf in shelves.values() for page in shelf.pages), default=None)
    policy = site.sections.get("policy")
    found = [shelves["policy"].find(slug) for slug in (policy.read_first if policy else [])]
    return _page(
        "home.html",
        language,
        "",
        "home",
        about=site.sections["policy"].about[language] if policy else "",
        shelves=shelves,
        more=[section for id, section in site.sections.items() if id not in ("policy", "training")],
        latest=phrases.day(latest, language) if latest else "",
        first=[page for page in found if page],
        others=[page for page in shelves["policy"].pages if page not in found] if policy else [],
        versions={
            id: json.dumps({f"{id}/{page.slug}": page.version for page in shelf.pages})
            for id, shelf in shelves.items()
        },
        terms=site.glossaries[language].terms,
        seconds=site.rules.capture.seconds,
    )


@pages.get("/<language:language>/glossary/")
def glossary(language: str) -> str:
    site = _site()
    others = {
        term.id: term.term
        for code in site.languages
        if code != language
        for term in site.glossaries[code].terms
    }
    terms = site.glossaries[language].terms
    titles = {
        f"{site.base}{page.place}": page.title
        for shelf in site.shelves(language).values()
        for page in shelf.pages
    }
    return _page(
        "glossary.html",
        language,
        "glossary/",
        "glossary",
        about=site.frame.words[language]["glossary_about"],
        terms=terms,
        others={term.id: others.get(term.id, "") for term in terms},
        titles={term.see.partition("#")[0]: titles.get(term.see.partition("#")[0], "") for term in terms},
    )


@pages.get("/<language:language>/marks/")
def marks(language: str) -> str:
    site = _site()
    lessons = site.library.shelf(language, "training").pages
    bodies = {page.slug: site.body_of(page) for page in lessons}
    return _page(
        "marks.html",
        language,
        "marks/",
        "marks",
        about=site.frame.words[language]["marks_about"],
        lessons=lessons,
        exercises={slug: body.html.count(" data-exercise=") for slug, body in bodies.items()},
        # A lesson without exercises, or with another name for them, is opened at its beginning.
        where={
            slug: "#exercises" if any(h.anchor == "exercises" for h in body.headings) else ""
            for slug, body in bodies.items()
        },
    )


@pages.get("/<language:language>/<section>/")
def section(language: str, section: str) -> str:
    site = _site()
    it = site.sections[section]
    shelf = site.library.shelf(language, section)
    return _page(
        "section.html", language, f"{section}/", "section", about=it.about[language], section=it, shelf=shelf
    )


@pages.get("/<language:language>/<section>/<slug>/")
def page(language: str, section: str, slug: str) -> str:
    site = _site()
    shown = site.shown(language, section, slug) or abort(404)
    shelf = site.library.shelf(language, section)
    own = shelf.find(slug) is not None
    body = site.body_of(shown)
    return _page(
        "page.html",
        language,
        f"{section}/{slug}/",
        "page",
        about=shown.summary,
        section=site.sections[section],
        page=shown,
        body=body,
        prose=with_sizes(body.html, site.pictures),
        around=shelf.around(shown) if own else shelf.pages[:40],
        before=shelf.before(shown) if own else None,
        after=shelf.after(shown) if own else None,
        position=shelf.place_of(shown) if own else shown.order,
        count=max(len(shelf.pages), 1),
        date=lambda day: phrases.day(day, language),
    )


@pages.get("/<language:language>/<section>/feed.xml")
def section_feed(language: str, section: str) -> Response:
    return plain_file(feed_path(language, section))


@pages.get("/manifest.webmanifest")
def manifest() -> Response:
    return Response(manifest_of(_site()), mimetype="application/manifest+json")


@pages.get("/<path:path>")
def plain_file(path: str) -> Response:
    """Everything that is no page: styles, scripts, drawings, shards, bundles, the service worker."""
    files: Files = current_app.extensions["files"]
    content = files.get(path)
    if content is None:
        abort(404)
    return Response(content, content_type=content_type(path))
