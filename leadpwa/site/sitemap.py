"""`sitemap.xml` (sitemaps.org, 0.9): the pages that search engines may show, where the site has an address."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from leadpwa.site.model import Site


def sitemap(site: Site) -> bytes:
    """Front pages, sections, glossaries and pages in their own language; no page twice for want of a translation."""
    root = Element("urlset", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    for place in _places(site):
        SubElement(SubElement(root, "url"), "loc").text = site.frame.settings.url + site.base + place
    content: bytes = tostring(root, "utf-8", xml_declaration=True)
    return content + b"\n"


def _places(site: Site) -> Iterator[str]:
    for language in site.languages:
        yield f"{language}/"
        for section in site.sections:
            yield f"{language}/{section}/"
            yield from (page.place for page in site.library.shelf(language, section).pages)
        if site.glossaries[language].terms:
            yield f"{language}/glossary/"
