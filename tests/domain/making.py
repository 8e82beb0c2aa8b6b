"""Questions made by chance: days near each other and near the ends of months, so that bounds are met often."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

TODAY = date(2026, 11, 24)
EDGES = ["2026-02-28", "2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28", "2028-02-29", "2028-03-31"]
NODE = "9f2c4e1ab7d05c38"

DAYS = st.integers(-90, 120).map(lambda n: (TODAY + timedelta(n)).isoformat()) | st.sampled_from(EDGES)
ANY_DAY = st.dates(date(1970, 1, 2), date(2400, 12, 30)).map(date.isoformat) | DAYS
CLOCKS = st.sampled_from(
    ["00:00:00", "00:00:01", "07:59:59", "08:00:00", "12:30:00.5", "15:59:59.999", "23:59:59"]
)
OFFSETS = st.sampled_from(["+08:00", "Z", "-05:00", "+05:30", "+08:00"])
TIMES = st.builds("{}T{}{}".format, DAYS, CLOCKS, OFFSETS)
STAMPS = st.builds(
    "{}T{}Z-{:04x}-{}".format,
    DAYS,
    st.sampled_from(["00:00:00.000", "15:59:59.999", "16:00:00.000", "23:59:59.999"]),
    st.integers(0, 3),
    st.just(NODE),
)
YES = st.fixed_dictionaries({"yes": st.booleans()})
GIVEN = st.fixed_dictionaries({"given": st.booleans()})
MONEY = st.integers(0, 500_000)
CLAIMS = ["opportunity", "first_meeting", "p25", "p50", "p90", "closed", "lost", "dormant", "invalid"]
ANSWERS = st.sampled_from(["yes", "no", "unknown"])
MODELS = st.lists(st.sampled_from(["tiggo-8", "arrizo-8", "qq"]), max_size=2, unique=True)
PLACES = st.fixed_dictionaries(
    {
        "lat": st.integers(-900, 900).map(lambda n: n / 10),
        "lon": st.integers(-1800, 1800).map(lambda n: n / 10),
    }
)
IDS = st.sampled_from(["a", "b", "B", "c", "é", "中", "𠮷", "\ufdfd", "0"])
WRONG = st.sampled_from(["soon", "2026-02-30", 7, True, [], {}, -1])


def some(fields: dict[str, st.SearchStrategy[Any]], most: int = 14) -> st.SearchStrategy[dict[str, Any]]:
    """Some of the fields."""
    names = st.lists(st.sampled_from(sorted(fields)), max_size=most, unique=True)
    return names.flatmap(lambda chosen: st.fixed_dictionaries({name: fields[name] for name in chosen}))


BUDGETS = st.tuples(MONEY, MONEY).map(lambda pair: {"min": min(pair), "max": max(pair)}) | some(
    {"min": MONEY}, 1
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "column": st.sampled_from(CLAIMS),
    "stage": st.sampled_from(["enquiry", "lead", "lead"]),
    "source": st.sampled_from(["walk_in", "event", "hotline"]),
    "captured_at": TIMES,
    "received_at": TIMES,
    "expected_on": DAYS | ANY_DAY,
    "purchase_window": st.sampled_from(["A", "B", "C", "D", "E", "H", "Z"]),
    "confirmed_on": DAYS,
    "first_meeting_at": TIMES,
    "second_call_on": DAYS,
    "met_on": DAYS,
    "decision_on": DAYS,
    "delivery_on": DAYS,
    "said_yes_on": DAYS,
    "signed_on": DAYS,
    "delivered_on": DAYS,
    "dormant_until": DAYS,
    "next_step": st.fixed_dictionaries({"what": st.just("试驾")}, optional={"on": DAYS}),
    "decider": YES,
    "proposal_fits": YES,
    "price_discussed": YES,
    "lost": st.fixed_dictionaries(
        {"why": st.sampled_from(["price", "other", "unreachable"])}, optional={"on": DAYS}
    ),
    "invalid_why": st.just("空号"),
    "outcome_confirmed": st.fixed_dictionaries({"yes": st.booleans()}, optional={"on": DAYS}),
    "fell_back": st.just({"from": "p25"}),
    "money": ANSWERS,
    "authority": ANSWERS,
    "need": ANSWERS,
    "budget": BUDGETS,
    "mobile": st.sampled_from(["13800138000", "138", "+85291234567"]),
    "wechat": st.sampled_from(["Wei", " wei ", "ｗei"]),
    "models": MODELS,
    "place": PLACES,
    "dealer": st.sampled_from(["D01", "D02"]),
    "merged_into": st.just("z"),
    "consent_share_with_dealer": GIVEN,
}
# A lead that has come far, so that the right-hand columns are met as often as the left.
FAR = st.fixed_dictionaries(
    {
        "column": st.sampled_from(["p25", "p50", "p90", "closed"]),
        "captured_at": TIMES,
        "met_on": DAYS,
        "next_step": st.fixed_dictionaries({"on": DAYS}),
        "decider": st.just({"yes": True}),
        "proposal_fits": st.just({"yes": True}),
        "price_discussed": st.just({"yes": True}),
        "decision_on": DAYS,
        "delivery_on": DAYS,
        "budget": BUDGETS,
    },
    optional={"said_yes_on": DAYS, "signed_on": DAYS, "expected_on": DAYS, "dealer": st.just("D01")},
)
# What head office collects, for dispatch.
COLLECTED = st.fixed_dictionaries(
    {
        "source": st.just("hotline"),
        "captured_at": TIMES,
        "received_at": TIMES,
        "expected_on": DAYS,
        "consent_share_with_dealer": GIVEN,
        "models": MODELS,
    },
    optional={"place": PLACES, "confirmed_on": DAYS, "column": st.sampled_from(CLAIMS)},
)
ALL_FIELDS = some(FIELDS) | some(FIELDS, 30) | FAR | COLLECTED
SPOILT = st.tuples(some(FIELDS), st.dictionaries(st.sampled_from(sorted(FIELDS)), WRONG, max_size=3)).map(
    lambda pair: {**pair[0], **pair[1]}
)
STAMPED = [
    "captured_at",
    "column",
    "decision_on",
    "expected_on",
    "purchase_window",
    "lost",
    "outcome_confirmed",
]
RECORDS = st.fixed_dictionaries(
    {
        "kind": st.just("lead"),
        "id": IDS,
        "fields": ALL_FIELDS,
        "stamps": st.just({}) | some(dict.fromkeys(STAMPED, STAMPS), 7),
    }
) | st.fixed_dictionaries(
    {"kind": st.just("lead"), "id": IDS, "fields": SPOILT, "deleted": st.none() | STAMPS}
)
ACTIVITY_FIELDS = st.fixed_dictionaries(
    {
        "type": st.sampled_from(
            [
                "call",
                "message",
                "visit",
                "meeting",
                "test_drive",
                "quote",
                "complaint",
                "satisfaction",
                "appointment",
            ]
        ),
        "at": TIMES,
    },
    optional={
        "result": st.sampled_from(["reached", "no_answer", "wrong_number", "missed", "kept"]),
        "confirms": st.booleans(),
        "answers": IDS,
        "corrects": IDS,
        "on": DAYS,
    },
)
ACTIVITIES = st.lists(
    st.fixed_dictionaries({"id": IDS, "fields": ACTIVITY_FIELDS}), max_size=5, unique_by=lambda a: a["id"]
)
DISPATCHES = st.lists(
    st.fixed_dictionaries(
        {
            "fields": st.fixed_dictionaries(
                {
                    "state": st.sampled_from(
                        ["open", "replied", "lapsed", "declined", "redispatched", "closed"]
                    )
                },
                optional={"dealer": st.sampled_from(["D01", "D02"]), "dispatched_at": TIMES},
            )
        }
    ),
    max_size=2,
)
CASES = st.one_of(
    RECORDS,
    st.fixed_dictionaries({"lead": RECORDS, "activities": ACTIVITIES}, optional={"dispatches": DISPATCHES}),
)
DEALERS = st.lists(
    st.fixed_dictionaries(
        {
            "code": IDS,
            "lat": st.integers(-900, 900).map(lambda n: n / 10),
            "lon": st.integers(-1800, 1800).map(lambda n: n / 10),
            "models": st.lists(st.sampled_from(["tiggo-8", "arrizo-8", "qq"]), min_size=1, unique=True),
            "active": st.sampled_from([True, True, True, False]),
        }
    ),
    max_size=5,
    unique_by=lambda d: d["code"],
)
ORDERS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.uuids().map(str),
            "lead": st.just("a"),
            "dealer": st.sampled_from(["D01", "D02", "D02", "D03"]),
            "dispatched_at": TIMES,
        },
        optional={
            "replied_at": TIMES,
            "reply_by": st.sampled_from(["person", "machine"]),
            "signed_on": DAYS,
            "ended_on": DAYS,
        },
    ),
    max_size=12,
)
RULES = st.sampled_from(
    [
        {},
        {"scheme": "H-C"},
        {"board.grace_days": 0, "board.sales_cycle_days": 14},
        {"dispatch.reply_days": 0, "contact.first_days": 0, "service.every_months": 2},
    ]
)
