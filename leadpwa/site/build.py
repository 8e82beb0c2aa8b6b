"""`leadpwa build`: content in, `dist/` out, and nothing in between that a failed build could leave behind."""

from __future__ import annotations

import re
import sqlite3
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leadpwa.errors import ContentError, LeadpwaError, RulesError
from leadpwa.site.maker import Maker, Outcome
from leadpwa.site.output import refuse_foreign
from leadpwa.site.problems import Problem, named_from, problem_of
from leadpwa.site.report import Report, reporter, silent
from leadpwa.site.stage import put_back
from leadpwa.site.template_faults import problem_of_template
from leadpwa.site.toml_file import line_named

_RULES_LINE = re.compile(
    r"^(?P<file>.+?\.toml)(?::(?P<line>\d+))?: (?P<what>.*?)\. (?P<mend>[^.]*)$", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """`changed` counts the pages that were made anew, `bytes` all of the output; `hints` fail no build."""

    pages: int
    changed: int
    seconds: float
    bytes: int
    problems: tuple[Problem, ...]
    hints: tuple[Problem, ...] = ()


def build(
    root: Path,
    out: Path,
    *,
    strict: bool = True,
    report: Report | None = None,
    quiet: bool = False,
    today: date | None = None,
) -> BuildResult:
    """Makes the site of `root` in `out`.

    With `strict`, anything wrong leaves `out` as it was, and the result says what; without, what can be made is
    made. Pages whose review is over on `today` are among the hints. Without a `report` progress goes to standard
    error, with `quiet` nowhere. Raises LeadpwaError where no build can be made at all: esbuild's errors, no Node.
    """
    began = time.perf_counter()
    if report is None and not quiet:
        with reporter() as telling:
            outcome = _made(root.resolve(), out.resolve(), telling, strict=strict, today=today)
    else:
        outcome = _made(root.resolve(), out.resolve(), report or silent, strict=strict, today=today)
    return BuildResult(
        pages=outcome.pages,
        changed=outcome.changed,
        seconds=time.perf_counter() - began,
        bytes=outcome.bytes,
        problems=tuple(sorted(p for p in outcome.problems if not p.hint)),
        hints=tuple(sorted(p for p in outcome.problems if p.hint)),
    )


def _made(root: Path, out: Path, report: Report, *, strict: bool, today: date | None) -> Outcome:
    refuse_foreign(root, out)
    try:
        maker = Maker(root, out, report)
        with maker.cache.alone():
            put_back(out)
            try:
                return maker.make(strict=strict, today=today)
            finally:
                maker.cache.close()
    except ContentError as error:
        return Outcome(problems=[problem_of(error, root)])
    except RulesError as error:
        return Outcome(problems=[_of_rules(error, root)])
    except sqlite3.DatabaseError as error:
        raise LeadpwaError(
            f"{root / '.cache'} can't be used ({error}); {out} is as it was. Remove that folder and build again."
        ) from error
    except Exception as error:
        problem = problem_of_template(error, root)
        if problem is None:
            raise
        return Outcome(problems=[problem])


def _of_rules(error: RulesError, root: Path) -> Problem:
    match = _RULES_LINE.match(str(error))
    if match is None:
        return Problem("content/rules.toml", 1, str(error), "Mend the rules file.")
    line = int(match["line"] or line_named(match["what"]))
    return Problem(named_from(root, match["file"]), line, match["what"], f"{match['mend']}.")
