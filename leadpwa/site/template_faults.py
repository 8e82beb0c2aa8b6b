"""What goes wrong inside a template, as a problem of that template and line."""

from __future__ import annotations

import traceback
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

from leadpwa.site.problems import Problem, named_from


def problem_of_template(error: Exception, root: Path) -> Problem | None:
    """The problem, named from the template's line that was printing; None for what is no template's fault."""
    templates = root / "site" / "templates"
    if isinstance(error, TemplateSyntaxError):
        file = named_from(root, error.filename or templates)
        return Problem(file, error.lineno, f"can't be read: {error.message}", "Mend that line.")
    if isinstance(error, TemplateNotFound):
        name = error.name or "a template"
        return Problem(named_from(root, templates / name), 1, "is missing", "Put the template there.")
    # Jinja compiles templates so that a traceback names their own lines.
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if Path(frame.filename).is_relative_to(templates):
            what = str(error) if isinstance(error, UndefinedError) else f"{type(error).__name__}: {error}"
            return Problem(
                named_from(root, frame.filename),
                frame.lineno or 1,
                what,
                "Mend that line, or the words that it prints.",
            )
    return None
