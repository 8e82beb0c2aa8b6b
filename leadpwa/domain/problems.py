"""What is wrong with an input: a path, a short code word, and the sentence for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from leadpwa.errors import LeadpwaError

# The key of each is what both languages answer; the sentence is for people who read English.
SENTENCES = {
    "missing": "is needed and is not there",
    "not_an_object": "must be an object",
    "another_file": "is no lead: it holds what another command reads",
    "not_a_list": "must be a list",
    "not_text": "must be text",
    "not_a_flag": "must be true or false",
    "not_whole": "must be a whole number",
    "not_a_number": "must be a number",
    "not_a_date": "must be a day that exists, as YYYY-MM-DD",
    "not_a_time": "must be a time that exists, with its offset, as 2026-11-24T16:00:00+08:00",
    "not_a_stamp": "must be a stamp, as 2026-11-24T08:00:00.123Z-0000-9f2c4e1ab7d05c38",
    "not_a_choice": "is none of the words that can stand here",
    "out_of_range": "is out of range",
    "min_over_max": "has a minimum above its maximum",
    "empty": "must not be empty",
    "repeated": "is there already",
    "unknown": "is no name that is known here: it was passed over",
    "before_dispatch": "lies before the dispatch of the order: it was counted as it stands",
    "unknown_dealer": "names a dealer that is not in the list of dealers",
    "unknown_zone": "must be a time zone of the IANA list, as Asia/Shanghai",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: `path` as in `orders[3].dispatched_at`, `what` a key of `SENTENCES`."""

    path: str
    what: str
    code: str = "invalid"
    allowed: str = field(default="", compare=False, kw_only=True)

    @property
    def message(self) -> str:
        """The sentence, without the path; what may stand there follows."""
        return f"{SENTENCES[self.what]}: {self.allowed}" if self.allowed else SENTENCES[self.what]


class InvalidInput(LeadpwaError):
    """An input breaks the form that the rules need; `problems` names every field that is wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{p.path or 'the input'} {p.message}" for p in problems))
        self.problems = tuple(problems)
