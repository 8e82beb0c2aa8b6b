"""Exercises of a lesson: their options and right answer, read off what people read, so that a page can be answered."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from leadpwa.site.task import Task

_LETTER = re.compile(r"\s*([A-H])[：:]")
_CHOSEN = re.compile(r"\s*([A-H])\s*(?:[.,。，]|$)")
_MEND = "Write a list `- A：…` and, folded, an answer that begins with its letter, as `**B**`."


def mark_exercises(root: Element, task: Task) -> None:
    """Puts number and answer at each exercise, and its letter at each option.

    Raises ContentError where an exercise can't be answered: no options, no answer, an answer that is no option.
    """
    found = [box for box in root.iter("aside") if "exercise" in box.get("class", "").split()]
    for number, box in enumerate(found, 1):
        letters = _options(box)
        answer = _answer(box)
        if len(letters) < 2 or letters != [chr(ord("A") + at) for at in range(len(letters))]:
            raise task.wrong(r"^!!! exercise", "the exercise has no options A, B, …", _MEND, nth=number - 1)
        if answer not in letters:
            raise task.wrong(r"^!!! exercise", "the answer is none of the options", _MEND, nth=number - 1)
        box.set("data-exercise", str(number))
        box.set("data-answer", answer)


def _options(box: Element) -> list[str]:
    letters = []
    for options in box.findall("ul"):
        for option in options:
            match = _LETTER.match("".join(option.itertext()))
            if match is not None:
                option.set("data-option", match[1])
                letters.append(match[1])
    return letters


def _answer(box: Element) -> str:
    strong = box.find("details//strong")
    match = None if strong is None else _CHOSEN.match("".join(strong.itertext()))
    return "" if match is None else match[1]
