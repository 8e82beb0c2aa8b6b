"""The answers of the rules' commands in words, for people at a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NAMES = {
    "opportunity": "opportunity",
    "first_meeting": "first meeting",
    "p25": "25%",
    "p50": "50%",
    "p90": "90%",
    "closed": "closed",
    "lost": "lost",
    "dormant": "dormant",
    "invalid": "invalid",
}
VERDICTS = {
    "work_it": "money, authority and need are there: work it",
    "find_decider": "find out who decides",
    "find_money": "finance, a trade-in or a later date",
    "create_need": "create the need: a demonstration or a test drive",
    "keep_in_touch": "keep in touch",
    "not_a_lead": "not a lead",
}
JUDGED = {"own": "judged by its own rates", "national": "judged by the nation's rates"}
NO_DEALER = {
    "no_dealer": "none that is active and not excluded may sell a model that is wanted",
    "no_place": "neither the lead's place nor its city is known; head office chooses",
}
ADVICE = {
    "healthy": "keep first meetings steady",
    "starting": "new, or back from a row of closes: take what is at 25% to 50%, and book first meetings",
    "proposals_stuck": "go over the proposals: do they make sense to the customer?",
    "dry": "next month is already lost: book first meetings today",
    "starved": "book first meetings",
    "empty": "start with finding new names",
    "uneven": "look at the column that is named",
}


def classify(found: dict[str, Any]) -> str:
    """`B, A from 2026-12-01`."""
    if found["class"] is None:
        return "unclassified: nobody has asked yet"
    change = found["next_change"]
    later = f", {change['to']} from {change['on']}" if change else ""
    return f"{found['class']}{later}{', overdue: ask for a new date' if found['overdue'] else ''}"


def explain(found: dict[str, Any]) -> str:
    """One line a rule, each with the page that it comes from."""
    pages = found["pages"]
    due, fall = found["next_due"], found["fall_back"]
    man, dispatch = found["man"], found["dispatch"]
    onward = found["next_column"]
    lines = [
        ("class", classify(found), "class"),
        ("column", f"{NAMES[found['column_now']]} (claimed: {NAMES[found['column']]})", "column_now"),
        ("missing", ", ".join(found["missing"]) or "nothing", "missing"),
        ("next column", f"{NAMES[onward]}: {_needs(found)}" if onward else "none", "missing_for_next"),
        ("falls back", f"on {fall['on']}: {_plain(fall['why'])}" if fall else "no", "fall_back"),
        ("MAN", VERDICTS.get(man["verdict"]) or f"ask for {', '.join(man['ask'])}", "man"),
        ("next due", f"{due['on']}: {_plain(due['why'])}" if due else "nothing", "next_due"),
        ("dispatch", "due" if dispatch["due"] else f"no: {_plain(dispatch['because'])}", "dispatch"),
    ]
    head = f"On {found['on']}, by rules {found['rules'][:12]}"
    return "\n".join([head, *(f"  {name:<12} {text}  [{pages[page]}]" for name, text, page in lines)])


def month(found: dict[str, Any]) -> str:
    """One line a dealer, then the nation."""
    state = "final" if found["final"] else "provisional"
    lines = [f"{found['month']}, {state} as of {found['as_of']}, by rules {found['rules'][:12]}"]
    for code, dealer in found["dealers"].items():
        stars = (
            "—" if dealer["stars"] is None else f"{dealer['stars']} star{'' if dealer['stars'] == 1 else 's'}"
        )
        lines.append(
            f"  {code}: timely {_rate(dealer['timely'])}, close {_rate(dealer['close'])}, {stars}"
            f" ({'; '.join(dealer['because'])}; {JUDGED[dealer['judged_by']]}; {dealer['pending']} pending)"
        )
    nation = found["national"]
    lines.append(
        f"  nation: timely {_rate(nation['timely'])}, close {_rate(nation['close'])},"
        f" closed in the period {_rate(nation['period_close'])}"
    )
    return "\n".join(lines)


def plan(found: Any, titles: Mapping[str, str]) -> str:
    """One line an item; a task is told by its title."""
    items = found if isinstance(found, list) else found["plan"]
    named = [titles.get(item["id"], item["id"]) if item["why"] is None else item["id"] for item in items]
    lines = [
        f"{item['group'] or '-'}  {item['due_on'] or '-':<10}  {'late' if item['overdue'] else '':<4}"
        f"  {name}  {_plain(item['why'] or '')}".rstrip()
        for item, name in zip(items, named, strict=True)
    ]
    return "\n".join(lines) or "Nothing is due this week."


def choice(found: dict[str, Any]) -> str:
    """The dealer and why, and who was passed over."""
    if found["dealer"] is None:
        return f"no dealer: {NO_DEALER[found['because']]}"
    lines = [f"{found['dealer']}, {found['metres']} m: {_plain(found['because'])}"]
    lines += [f"  not {p['dealer']}, {p['metres']} m: {_plain(p['why'])}" for p in found["passed_over"]]
    return "\n".join(lines)


def pareto(found: dict[str, Any]) -> str:
    """The marked ids and their share."""
    share = f"{_rate(found['share'])} leads; {found['without_budget']} without a budget"
    return "\n".join([*found["marked"], share])


def shape(found: dict[str, Any]) -> str:
    """The name and what to do."""
    named = f"{_plain(found['shape'])}{': ' + NAMES[found['column']] if 'column' in found else ''}"
    advice = ADVICE[found["shape"]].capitalize()
    lines = [f"{named}. {advice}{'' if advice.endswith('?') else '.'}"]
    if "first_meetings_to_book" in found:
        lines.append(f"First meetings to book: {found['first_meetings_to_book']}.")
    return "\n".join(lines)


def _needs(found: dict[str, Any]) -> str:
    return f"needs {', '.join(found['missing_for_next'])}" if found["missing_for_next"] else "all is there"


def _plain(code: str) -> str:
    return code.replace("_", " ")


def _rate(rate: dict[str, int]) -> str:
    return f"{rate['n']}/{rate['d']}" if rate["d"] else "—"
