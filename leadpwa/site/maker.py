"""One build, step by step: read, order, freeze beside, check, bundle, swap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from leadpwa.domain.rules import load_rules
from leadpwa.security import PERMISSIONS_POLICY, content_security_policy
from leadpwa.site.application import create_site
from leadpwa.site.assets import Icons, load_assets
from leadpwa.site.build_json import build_json
from leadpwa.site.cache import Cache, State
from leadpwa.site.calls import Calls
from leadpwa.site.check import check_links
from leadpwa.site.expressions import Expressions
from leadpwa.site.extras import asset_routes, bundle_routes, list_routes, search_routes
from leadpwa.site.files import Files
from leadpwa.site.front import Front, build_front
from leadpwa.site.glossaries import glossary_files, load_glossaries
from leadpwa.site.glossary import Glossary
from leadpwa.site.inputs import code_stamp, folder_stamp
from leadpwa.site.model import Site, hashed
from leadpwa.site.order import Library, in_order, overdue
from leadpwa.site.pictures import Size, sizes_of
from leadpwa.site.problems import Problem
from leadpwa.site.read import Reader
from leadpwa.site.report import Report
from leadpwa.site.routes import Route, page_routes
from leadpwa.site.settings import load_frame
from leadpwa.site.stage import Stage
from leadpwa.site.strays import strays, unknown_firsts
from leadpwa.site.synonyms import load_synonyms
from leadpwa.site.twins import anchors_apart

# The parts of the site as phones fetch them, first things first.
_FIRST_GROUPS = ("shell", "app")


@dataclass(slots=True)
class Outcome:
    """What came of a build."""

    pages: int = 0
    changed: int = 0
    bytes: int = 0
    problems: list[Problem] = field(default_factory=list)


class Maker:
    """Makes one site once."""

    def __init__(self, root: Path, out: Path, report: Report) -> None:
        self._root = root
        self._out = out
        self._report = report
        self._frame = load_frame(root / "site")
        self._rules = load_rules(root / "content" / "rules.toml")
        templates = folder_stamp(root / "site" / "templates")
        self._stamp = hashed(self._frame.hash, self._rules.hash, code_stamp(), templates)
        self.cache = Cache(root / ".cache" / "site", stamp=self._stamp)
        self._expressions = cache(self._expressions_of)

    def make(self, *, strict: bool, today: date | None = None) -> Outcome:
        """The whole way. What is wrong stands in the outcome; with `strict` nothing is then changed."""
        settings = self._frame.settings
        front = self._front()
        before = self.cache.state(self._out)
        reader = Reader(self._root, settings, self.cache, self._expressions, self._report, stamp=self._stamp)
        library, of_order = in_order(reader.read(before), reader.line_of_field)
        glossaries, of_glossary = load_glossaries(self._root, settings, self._expressions)
        pictures, of_pictures = sizes_of(self._root, settings)
        outcome = Outcome(
            problems=[
                *strays(self._root, settings),
                *reader.problems,
                *of_order,
                *unknown_firsts(self._root, settings, library),
                *of_glossary,
                *of_pictures,
                *overdue(library, today, reader.line_of_field),
            ]
        )
        if strict and _wrong(outcome):
            return outcome
        site = self._site(library, glossaries, pictures, front, reader)
        stage = Stage(self._out, before)
        try:
            pages = self._freeze(site, stage, reader, front)
            outcome.problems += [*check_links(site, stage, reader), *anchors_apart(site, stage, reader)]
            if strict and _wrong(outcome):
                stage.drop()
                return outcome
            stage.settle(lambda: self.cache.forget_state(self._out))
        except BaseException:
            stage.drop()
            raise
        self.cache.keep_state(self._out, State(stage.now, reader.facts))
        reader.keep()
        self.cache.keep_pages({facts.key for _, facts in reader.facts.values()})
        outcome.pages = len(pages)
        outcome.changed = len(stage.changed & set(pages))
        outcome.bytes = sum(frozen.bytes for frozen in stage.now.values())
        return outcome

    def _front(self) -> Front:
        settings = self._frame.settings
        defines = {
            "BASE": settings.base,
            "CSP": content_security_policy(settings.api_origin),
            "PERMISSIONS": PERMISSIONS_POLICY,
        }
        return build_front(self._root, self._root / ".cache", defines=defines)

    def _expressions_of(self, language: str) -> Expressions:
        words = self._frame.words[language]
        return Expressions(Calls(self._rules, words, language, self._root / "site" / "templates").functions())

    def _glossary_stamp(self) -> str:
        paths = glossary_files(self._root, self._frame.settings).values()
        return hashed(*(path.read_bytes().hex() if path.exists() else "" for path in paths))

    def _site(
        self,
        library: Library,
        glossaries: dict[str, Glossary],
        pictures: dict[str, Size],
        front: Front,
        reader: Reader,
    ) -> Site:
        assets = load_assets(self._root / "static", front.files)
        worker = bool(front.worker)
        return Site(
            root=self._root,
            frame=self._frame,
            rules=self._rules,
            library=library,
            glossaries=glossaries,
            synonyms=load_synonyms(self._root / "content" / "synonyms.toml"),
            pictures=pictures,
            assets=assets,
            icons=Icons(self._root / "static"),
            has_worker=worker,
            facts=build_json(self._root / "content", front, self._rules),
            stamp=hashed(self._stamp, assets.hash, str(worker)),
            glossary_stamp=self._glossary_stamp(),
            body_of=reader.body_of,
        )

    def _freeze(self, site: Site, stage: Stage, reader: Reader, front: Front) -> list[str]:
        files = Files()
        pages: list[str] = []
        groups: dict[str, list[str]] = {group: [] for group in _FIRST_GROUPS}
        listed = list(page_routes(site))
        done = 0

        def routes() -> Iterator[Route]:
            for route in listed:
                pages.append(route.url)
                yield from self._grouped(route, groups)
            for route in asset_routes(site, files):
                yield from self._grouped(route, groups)
            for route in search_routes(site, files, reader):
                yield from self._grouped(route, groups)
            for route in list_routes(site, files):
                yield from self._grouped(route, groups)
            yield from bundle_routes(site, files, stage, groups, front.worker)

        def step() -> None:
            nonlocal done
            done += 1
            if done <= len(listed):
                self._report("Pages", done, len(listed))

        stage.freeze(create_site(site, files, self.cache.bytecode()), routes, step)
        return pages

    @staticmethod
    def _grouped(route: Route, groups: dict[str, list[str]]) -> Iterator[Route]:
        if route.group:
            groups.setdefault(route.group, []).append(route.url)
        yield route


def _wrong(outcome: Outcome) -> bool:
    return any(not problem.hint for problem in outcome.problems)
