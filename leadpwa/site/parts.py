"""What many pages have in common, printed once: the bar, the search field, the list of a section."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Flask
from markupsafe import Markup

from leadpwa.site.model import Site
from leadpwa.site.pages import Facts


class Parts:
    """Keeps each part by what it was printed with."""

    def __init__(self, app: Flask, site: Site) -> None:
        self._app = app
        self._site = site
        self._kept: dict[tuple[Any, ...], Markup] = {}

    def part(self, name: str, language: str, **values: Any) -> Markup:
        """A template that needs no more than the language and these values."""
        key = (name, language, *sorted(values.items()))
        return self._once(key, name, language, values)

    def side(self, language: str, section: str, around: Sequence[Facts], current: Facts) -> Markup:
        """The section's list beside a page, the page itself marked."""
        key = ("side", language, section, around[0].slug if around else "")
        values = {"around": around, "section": self._site.sections[section]}
        listed = self._once(key, "side.html", language, values)
        link = f'href="{self._site.base}{current.place}"'
        return Markup(listed.replace(link, f'{link} aria-current="page"', 1))

    def _once(self, key: tuple[Any, ...], name: str, language: str, values: dict[str, Any]) -> Markup:
        kept = self._kept.get(key)
        if kept is None:
            template = self._app.jinja_env.get_template(name)
            words = self._site.frame.words[language]
            kept = Markup(template.render(w=words, language=language, **values))
            self._kept[key] = kept
        return kept
