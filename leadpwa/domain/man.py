"""MAN: money, authority, need; one verdict and one next action for each of the 27 answers (docs/rules.md 9)."""

from __future__ import annotations

from dataclasses import dataclass

QUESTIONS = ("money", "authority", "need")
ONE_NO = {"money": "find_money", "authority": "find_decider", "need": "create_need"}


@dataclass(frozen=True, slots=True)
class Man:
    """The verdict, and for `ask` the questions that nobody has answered, in order."""

    verdict: str
    ask: tuple[str, ...] = ()


def man(money: str, authority: str, need: str) -> Man:
    """Advice from three answers, each yes, no or unknown; it changes no column. Unknown never counts as yes."""
    answers = dict(zip(QUESTIONS, (money, authority, need), strict=True))
    ask = tuple(name for name, answer in answers.items() if answer == "unknown")
    if ask:
        return Man("ask", ask)
    noes = [name for name, answer in answers.items() if answer == "no"]
    if not noes:
        return Man("work_it")
    if len(noes) == 1:
        return Man(ONE_NO[noes[0]])
    return Man("keep_in_touch" if len(noes) == 2 else "not_a_lead")
