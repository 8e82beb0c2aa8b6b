"""The glossaries of all languages together: each term in each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from leadpwa.errors import ContentError
from leadpwa.site.expressions import Expressions
from leadpwa.site.glossary import Glossary, load_glossary
from leadpwa.site.problems import Problem, named_from, problem_of
from leadpwa.site.settings import Settings


def glossary_files(root: Path, settings: Settings) -> dict[str, Path]:
    """Where each language's terms stand."""
    return {language: root / "content" / language / "glossary.toml" for language in settings.languages}


def load_glossaries(
    root: Path, settings: Settings, expressions: Callable[[str], Expressions]
) -> tuple[dict[str, Glossary], list[Problem]]:
    """The terms of each language, none where a file does not hold; and what is wrong with them."""
    glossaries: dict[str, Glossary] = {}
    problems: list[Problem] = []
    files = glossary_files(root, settings)
    for language, path in files.items():
        file = named_from(root, path)
        try:
            glossaries[language] = load_glossary(
                path, expressions(language), base=settings.base, language=language, file=file
            )
        except ContentError as error:
            problems.append(problem_of(error, root))
            glossaries[language] = Glossary(file, language, ())
    there = [glossaries[language].file for language, path in files.items() if path.exists()]
    for language, path in files.items():
        if there and not path.exists():
            what = f"is missing, and {there[0]} is there"
            problems.append(Problem(glossaries[language].file, 1, what, "Write the same terms in it."))
    return glossaries, problems + _unpaired(glossaries)


def _unpaired(glossaries: Mapping[str, Glossary]) -> list[Problem]:
    ids = {language: {term.id for term in each.terms} for language, each in glossaries.items()}
    every = set().union(*ids.values())
    return [
        Problem(
            glossaries[language].file, 1, f"lacks the term '{missing}'", "Add it; the other language has it."
        )
        for language, known in ids.items()
        # An empty one is missing, or does not hold: said above in one sentence.
        if known
        for missing in sorted(every - known)
    ]
