"""The organisation to try things out with: dealers, people, models, an event. Nobody in it is real."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from leadpwa.json_types import Doc
from leadpwa.office.server_changes import Clock, record_changed, user_changed
from leadpwa.store.protocol import USER, Decision, Store, View
from leadpwa.sync.ids import uuid7
from leadpwa.sync.ledger import Ledger
from leadpwa.sync.people import ADVISOR, HQ, MANAGER, User, from_row

NAME = "示范汽车集团"
MODELS = ("tiggo-8", "arrizo-8", "exeed-rx")
EVENT = (
    "auto-show-2026",
    {"name": "广州车展", "from": "2026-11-20", "to": "2026-11-29", "models": list(MODELS)},
)
# Name, city, place; the managers and the two advisors of each.
DEALERS = (
    ("广州番禺店", "广州", 22.9377, 113.3839, "周敏", ("林晓燕", "何俊")),
    ("深圳南山店", "深圳", 22.5333, 113.9305, "陈国栋", ("吴丽娟", "梁启明")),
    ("佛山顺德店", "佛山", 22.8054, 113.2934, "黄海燕", ("郑伟", "苏婷")),
    ("东莞南城店", "东莞", 23.0205, 113.7518, "罗建平", ("谢芳", "邓超明")),
)


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made."""

    dealers: list[str]
    users: list[str]


def fill(store: Store, dealers: int, time: Clock) -> Demo:
    """Fill a fresh store: `dealers` of them, a manager and two advisors each, one user at head office, one event."""
    made: Demo = Demo([f"D{number:02d}" for number in range(1, dealers + 1)], [])

    def decide(view: View) -> Decision[Demo]:
        ledger = Ledger(view, time.origin())
        change = partial(record_changed, ledger, time=time)
        users: list[str] = []

        def person(name: str, role: str, dealer: str | None) -> None:
            user = User(uuid7(time.now_ms()), name, (role,), dealer)
            user_changed(ledger, user, time)
            users.append(user.id)

        change("event", EVENT[0], EVENT[1])
        for index, code in enumerate(made.dealers):
            name, city, lat, lon, manager, advisors = DEALERS[index % len(DEALERS)]
            again = index // len(DEALERS)
            suffix = f" {again + 1}" if again else ""
            place: Doc = {"city": city, "lat": lat + again * 0.05, "lon": lon + again * 0.05}
            change(
                "dealer",
                code,
                {"code": code, "name": name + suffix, "models": list(MODELS), "active": True, **place},
            )
            person(manager + suffix, MANAGER, code)
            for advisor in advisors:
                person(advisor + suffix, ADVISOR, code)
        person("许静", HQ, None)
        return ledger.decision(Demo(made.dealers, users))

    return store.transact(decide)


def first_advisor(store: Store) -> str | None:
    """The advisor for whom a demo prints its pairing link: of the first dealer, whose name the README gives."""
    with store.reading() as reading:
        users = [from_row(id_, row) for id_, row in reading.rows(USER)]
    advisors = [(user.dealer or "", user.id) for user in users if user.has(ADVISOR)]
    return min(advisors)[1] if advisors else None
