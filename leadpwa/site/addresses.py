"""Links between files become addresses of pages; pictures lie beside their page."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from urllib.parse import SplitResult, unquote, urlsplit
from xml.etree.ElementTree import Element

from leadpwa.site.task import Task

_OUTSIDE = ("https", "http", "mailto", "tel", "")


def address(href: str, task: Task, base: str) -> str:
    """What stands in the page for a link; inside the site it is noted in the task, to be checked when all pages stand.

    Raises ContentError for one that can't be an address.
    """
    written = rf"\]\(\s*<?{re.escape(href)}[>\s)]"
    if not href:
        raise task.wrong(written, "a link leads nowhere", "Name a page, as ../policy/classes.md#by-time.")
    parts = _split(href)
    if (
        parts is None
        or parts.scheme not in _OUTSIDE
        or (parts.scheme in ("https", "http") and not parts.netloc)
    ):
        raise task.wrong(written, f"the link '{href}' has an unknown kind of address", "Use https.")
    if parts.scheme or parts.netloc or href.startswith("/"):
        return href
    if not parts.path:
        task.links[href] = href
        return href
    target = _beside(parts.path, task)
    # A page, a section or the app stands at an address with a slash behind it; a file does not.
    folder = target.endswith(".md") or parts.path.endswith("/")
    made = base + target.removesuffix(".md") + ("/" if folder else "")
    if parts.fragment:
        made += f"#{parts.fragment}"
    task.links[made] = href
    return made


def image(element: Element, task: Task, base: str) -> None:
    """Gives a picture its address, and lets it load when it is scrolled to.

    Raises ContentError for one without words, and for one from elsewhere: pages show nothing of another host.
    """
    src = element.get("src", "")
    if not element.get("alt", "").strip():
        written = rf"!\[\s*\]\(\s*<?{re.escape(src)}"
        raise task.wrong(written, f"the image '{src}' has no words", "Say in ![…] what it shows.")
    parts = _split(src)
    if not src or parts is None or parts.scheme or parts.netloc or src.startswith("/"):
        written = rf"!\[.*?\]\(\s*<?{re.escape(src)}[>\s)]"
        mend = "Put the picture beside the page and write its name alone, as ![a car](car.png)."
        raise task.wrong(written, f"the image '{src}' does not lie beside the page", mend)
    element.set("loading", "lazy")
    # Some systems keep names in pieces, letter and accent apart; addresses are kept whole.
    element.set("src", f"{base}images/{unicodedata.normalize('NFC', _beside(unquote(src), task))}")
    task.links[element.get("src", "")] = src


def _beside(path: str, task: Task) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(task.place.rstrip("/")), path))


def _split(href: str) -> SplitResult | None:
    try:
        return urlsplit(href)
    except ValueError:
        return None
