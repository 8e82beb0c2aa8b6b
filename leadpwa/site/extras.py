"""The files beside the pages: styles and scripts, drawings, what search reads, the app's facts, the bundles."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from leadpwa.site.bundles import Entry, bundles_of, install_list, pack
from leadpwa.site.files import Files
from leadpwa.site.front import Front
from leadpwa.site.model import Site, hashed
from leadpwa.site.pages import Passage
from leadpwa.site.read import Reader
from leadpwa.site.routes import Route
from leadpwa.site.search_text import entry, folding, load_synonyms, manifest, shard
from leadpwa.site.stage import Stage

_IMAGES = {".png", ".jpg", ".jpeg", ".webp", ".avif", ".svg", ".gif"}
# Scripts that pages load; all others are the app's.
_PAGE_SCRIPTS = ("reader-", "early-", "search-worker-", "site-", "chunk-")


def file_route(path: str, key: str, group: str) -> Route:
    """A route to a file."""
    return Route(f"/{path}", "plain_file", key, group, {"path": path})


def asset_routes(site: Site, files: Files) -> Iterator[Route]:
    """Styles, scripts, icons, the images of the content, the manifest and the app's facts."""
    for path, content in site.assets.files.items():
        files.add(path, lambda content=content: content)  # type: ignore[misc]
        of_app = path.startswith("assets/") and not path.removeprefix("assets/").startswith(_PAGE_SCRIPTS)
        yield file_route(path, _hash(content), "app" if of_app else "shell")
    yield Route("/manifest.webmanifest", "manifest", site.stamp, "shell")
    files.add("app/build.json", lambda: site.facts)
    yield file_route("app/build.json", _hash(site.facts), "app")
    for language in site.languages:
        for section in site.sections:
            folder = site.root / "content" / language / section
            for image in sorted(folder.iterdir() if folder.is_dir() else ()):
                if image.suffix.lower() in _IMAGES:
                    path = f"images/{language}/{section}/{image.name}"
                    files.add(path, image.read_bytes)
                    yield file_route(path, _hash(image.read_bytes()), f"{language}-{section}")


def search_routes(site: Site, files: Files, reader: Reader) -> Iterator[Route]:
    """The shards of every section, the folding, and a manifest a language."""
    synonyms_file = site.root / "content" / "synonyms.toml"
    synonyms_key = synonyms_file.read_bytes().hex() if synonyms_file.exists() else ""
    folding_path = f"search/folding-{hashed('folding', site.stamp)[:12]}.txt"
    files.add(folding_path, folding)
    yield file_route(folding_path, folding_path, "search")
    for language in site.languages:
        shards: list[tuple[str, str]] = []
        for section in site.sections:
            pages = site.library.shelf(language, section).pages
            key = hashed(site.stamp, *(page.key for page in pages))
            path = f"search/{language}-{section}-{key[:12]}.json"
            files.add(path, lambda pages=pages: shard([reader.kept(page).entry for page in pages]))  # type: ignore[misc]
            shards.append((site.sections[section].name[language], site.base + path))
            yield file_route(path, key, "search")
        terms = _glossary_shard(site, language)
        path = f"search/{language}-glossary-{_hash(terms)[:12]}.json"
        files.add(path, lambda terms=terms: terms)  # type: ignore[misc]
        shards.append((site.frame.words[language]["glossary"], site.base + path))
        yield file_route(path, _hash(terms), "search")
        listed = f"search/{language}.json"
        key = hashed(folding_path, synonyms_key, *(name + url for name, url in shards))
        files.add(
            listed,
            lambda shards=shards: manifest(shards, load_synonyms(synonyms_file), site.base + folding_path),  # type: ignore[misc]
        )
        yield file_route(listed, key, "search")


def _glossary_shard(site: Site, language: str) -> bytes:
    """Every term a page of its own for search, so that looking a word up finds its meaning first."""
    place = f"{language}/glossary/"
    return shard(
        [
            entry(place, term.term, 0, language, [Passage(term.id, "", term.searched)])
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
    version = json.loads(listed)["version"]
    script = worker.replace(b"%VERSION%", version.encode())
    files.add("sw.js", lambda: script)
    yield file_route("sw.js", _hash(script), "")


def app_version(front: Front, content: Path, rules_hash: str) -> str:
    """Names the app of a build: its scripts, its facts and its rules."""
    texts = [path.read_bytes().hex() for path in sorted(content.glob("*.toml"))]
    return hashed(rules_hash, *sorted(front.files), *texts)[:16]


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
