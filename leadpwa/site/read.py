"""Reads `content/`: every page's facts, only from files that changed, and its body when a view asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from leadpwa.errors import ContentError
from leadpwa.site.cache import Cache, Kept, State
from leadpwa.site.expressions import Expressions
from leadpwa.site.front_matter import Parsed, parse_page
from leadpwa.site.markdown import PageMarkdown
from leadpwa.site.pages import Facts, Rendered, facts_of, key_of, render_page
from leadpwa.site.problems import Problem, named_from, problem_of
from leadpwa.site.report import Report
from leadpwa.site.search_text import initials_of, page_entry
from leadpwa.site.settings import Settings
from leadpwa.site.sources import Source, find_sources, read_bytes
from leadpwa.site.strays import unnamed_versions


class Reader:
    """The pages of one build; `problems` gathers what is wrong with them."""

    def __init__(
        self,
        root: Path,
        settings: Settings,
        cache: Cache,
        expressions: Callable[[str], Expressions],
        report: Report,
        *,
        stamp: str,
    ) -> None:
        self.problems: list[Problem] = []
        self.facts: dict[str, tuple[tuple[int, int], Facts]] = {}
        self._root = root
        self._settings = settings
        self._sections = {section.id: section for section in settings.sections}
        self._cache = cache
        self._expressions = expressions
        self._report = report
        self._stamp = stamp
        self._initials: dict[str, str] | None = None
        self._fresh_initials = False
        self._sources: dict[str, Source] = {}
        self._markdown = PageMarkdown(base=settings.base)

    def read(self, before: State) -> list[Facts]:
        """The facts of every page; those of a file that has not been written since come from `before`."""
        found: list[Facts] = []
        sources = list(find_sources(self._root / "content", self._settings))
        for number, source in enumerate(sources, 1):
            self._report("Reading", number, len(sources))
            try:
                facts = self._facts(source, before.facts)
            except ContentError as error:
                self.problems.append(problem_of(error, self._root))
            else:
                found.append(facts)
                self.problems += unnamed_versions(source, facts, self._root)
        return found

    def _facts(self, source: Source, before: Mapping[str, tuple[tuple[int, int], Facts]]) -> Facts:
        self._sources[source.place] = source
        known = before.get(source.place)
        if known is not None and known[0] == source.mark:
            facts = known[1]
        else:
            raw = read_bytes(source.path)
            parsed = parse_page(source.path, raw)
            key = key_of(source, raw, self._stamp)
            facts = facts_of(source, parsed, raw, file=named_from(self._root, source.path), key=key)
            if self._cache.page(key) is None:
                self._render(source, parsed, facts)
        self.facts[source.place] = source.mark, facts
        return facts

    def _render(self, source: Source, parsed: Parsed, facts: Facts) -> Kept:
        section = self._sections[source.section]
        expressions = self._expressions(source.language)
        rendered = render_page(source, parsed, section, self._markdown, expressions)
        kept = Kept(rendered, page_entry(facts, rendered.passages, self._initials_of(facts)))
        self._cache.keep_page(facts.key, kept)
        return kept

    def _initials_of(self, facts: Facts) -> str:
        if self._initials is None:
            self._initials = self._cache.initials()
        key = f"{facts.language} {facts.title}"
        if key not in self._initials:
            self._initials[key] = initials_of(facts.title, facts.language)
            self._fresh_initials = True
        return self._initials[key]

    def keep(self) -> None:
        """Keeps for the next build what took long."""
        if self._fresh_initials and self._initials is not None:
            titles = {f"{facts.language} {facts.title}" for _, facts in self.facts.values()}
            self._cache.keep_initials({key: value for key, value in self._initials.items() if key in titles})

    def kept(self, facts: Facts) -> Kept:
        """The page as rendered."""
        found = self._cache.page(facts.key)
        if found is None:
            source = self._sources[facts.place]
            found = self._render(source, parse_page(source.path, read_bytes(source.path)), facts)
        return found

    def body_of(self, facts: Facts) -> Rendered:
        """The page's body, for the views."""
        return self.kept(facts).rendered

    def line_of(self, facts: Facts, reference: str) -> tuple[int, str] | None:
        """The line of the page's file on which a reference stands, and how it is written there.

        None where it does not stand in the file, but around what the file became.
        """
        written = self.body_of(facts).links.get(reference, reference)
        line = self._line(facts, rf"\]\(\s*<?{re.escape(written)}[>\s)]", re.escape(written))
        return (line, written) if line else None

    def line_of_anchor(self, facts: Facts, anchor: str) -> int | None:
        """The line on which a heading gives itself an anchor."""
        return self._line(facts, rf"\{{[^}}\n]*#{re.escape(anchor)}[ }}]")

    def line_of_field(self, facts: Facts, name: str) -> int:
        """The line of a field of its front matter."""
        return self._line(facts, rf"(?m)^{re.escape(name)}\s*:") or 1

    def _line(self, facts: Facts, *patterns: str) -> int | None:
        text = self._sources[facts.place].path.read_text("utf-8-sig", errors="replace")
        found = next((match for pattern in patterns if (match := re.search(pattern, text))), None)
        return text.count("\n", 0, found.start()) + 1 if found else None
