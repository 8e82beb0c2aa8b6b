"""The files beside the pages: styles and scripts, drawings, what search reads, the app's facts, the bundles."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import partial
from importlib.metadata import version

from leadpwa.site.bundles import MOST, Entry, bundles_of, install_list, pack
from leadpwa.site.feeds import feed, feed_path, feeds_of
from leadpwa.site.files import Files
from leadpwa.site.model import Site, hashed
from leadpwa.site.pages import Facts, Passage
from leadpwa.site.pictures import pictures_of
from leadpwa.site.read import Reader
from leadpwa.site.routes import Route
from leadpwa.site.search_text import entry, folding, initials_of, manifest, shard
from leadpwa.site.sitemap import sitemap
from leadpwa.site.stage import Stage

# Scripts that pages load; all others are the app's.
_PAGE_SCRIPTS = ("reader-", "early-", "search-worker-", "site-", "chunk-")


def file_route(path: str, key: str, group: str) -> Route:
    """A route to a file."""
    return Route(f"/{path}", "plain_file", key, group, {"path": path})


def asset_routes(site: Site, files: Files) -> Iterator[Route]:
    """Styles, scripts, icons, the images of the content, the manifest and the app's facts."""
    for path, content in site.assets.files.items():
        files.add(path, partial(bytes, content))
        of_app = path.startswith("assets/") and not path.removeprefix("assets/").startswith(_PAGE_SCRIPTS)
        yield file_route(path, _hash(content), "app" if of_app else "shell")
    yield Route("/manifest.webmanifest", "manifest", site.stamp, "shell")
    files.add("app/build.json", lambda: site.facts)
    yield file_route("app/build.json", _hash(site.facts), "app")
    for language in site.languages:
        for section in site.sections:
            for path, image in pictures_of(site.root / "content", language, section):
                files.add(path, image.read_bytes)
                yield file_route(path, _hash(image.read_bytes()), f"{language}-{section}")


def search_routes(site: Site, files: Files, reader: Reader) -> Iterator[Route]:
    """What search reads of each section, lying in that section's bundle; the folding, and a manifest a language."""
    files.add("search/folding.txt", folding)
    yield file_route("search/folding.txt", f"opencc {version('opencc')}", "search")
    for language in site.languages:
        shards: list[tuple[str, str]] = []
        for section in site.sections.values():
            pages = site.library.shelf(language, section.id).pages
            for number, start in enumerate(range(0, max(len(pages), 1), MOST), 1):
                part = pages[start : start + MOST]
                name = f"{language}-{section.id}" + (f"-{number}" if number > 1 else "")
                files.add(f"search/{name}.json", partial(_shard_of, part, reader))
                shards.append((section.name[language], f"search/{name}.json"))
                key = hashed(*(page.key for page in part))
                yield file_route(f"search/{name}.json", key, f"{language}-{section.id}")
        name = f"search/{language}-glossary.json"
        files.add(name, partial(_glossary_shard, site, language))
        shards.append((site.frame.words[language]["glossary"], name))
        yield file_route(name, hashed(site.stamp, site.glossary_stamp), f"{language}-home")
        listed = manifest(
            [(section, site.base + url) for section, url in shards],
            site.synonyms,
            f"{site.base}search/folding.txt",
        )
        files.add(f"search/{language}.json", partial(bytes, listed))
        yield file_route(f"search/{language}.json", _hash(listed), "search")


def _shard_of(pages: Sequence[Facts], reader: Reader) -> bytes:
    return shard([reader.kept(page).entry for page in pages])


def _glossary_shard(site: Site, language: str) -> bytes:
    """Every term a page of its own for search, so that looking a word up finds its meaning first."""
    place = f"{language}/glossary/"
    return shard(
        [
            entry(
                place, term.term, 0, [Passage(term.id, "", term.searched)], initials_of(term.term, language)
            )
            for term in site.glossaries[language].terms
        ]
    )


def bundle_routes(
    site: Site, files: Files, stage: Stage, groups: dict[str, list[str]], worker: bytes
) -> Iterator[Route]:
    """The bundles of everything that stands in the stage, `install.json`, and the service worker with its version."""
    if not worker:
        return
    entries = {
        name: [Entry(site.base + url[1:], stage.now[url].sha256) for url in urls]
        for name, urls in groups.items()
    }
    packed = []
    for bundle in bundles_of(entries):
        path = f"bundles/{bundle.file}"
        files.add(
            path,
            lambda bundle=bundle: pack(
                bundle, lambda address: stage.read("/" + address.removeprefix(site.base))
            ),  # type: ignore[misc]
        )
        yield file_route(path, bundle.key, "")
        frozen = stage.now[f"/{path}"]
        packed.append((bundle, site.base + path, frozen.sha256, frozen.bytes))
    listed = install_list(packed)
    files.add("install.json", lambda: listed)
    yield file_route("install.json", _hash(listed), "")
    script = worker.replace(b"%VERSION%", json.loads(listed)["version"].encode())
    files.add("sw.js", lambda: script)
    yield file_route("sw.js", _hash(script), "")


def list_routes(site: Site, files: Files) -> Iterator[Route]:
    """What programs read about the pages: a feed of each section of rules, and the sitemap, which no phone needs."""
    for language in site.languages:
        for section in site.sections:
            path = feed_path(language, section)
            if site.base + path in feeds_of(site, language):
                content = feed(site, language, section)
                files.add(path, partial(bytes, content))
                yield file_route(path, _hash(content), f"{language}-{section}")
    if site.frame.settings.url:
        content = sitemap(site)
        files.add("sitemap.xml", partial(bytes, content))
        yield file_route("sitemap.xml", _hash(content), "")


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
