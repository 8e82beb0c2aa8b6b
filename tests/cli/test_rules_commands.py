"""The commands that answer by the rules alone, as scripts see them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from leadpwa.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
RULES = hashlib.sha256((ROOT / "content" / "rules.toml").read_bytes()).hexdigest()
LEAD = {
    "kind": "lead",
    "id": "0193",
    "fields": {
        "source": "walk_in",
        "dealer": "D01",
        "captured_at": "2026-11-20T10:00:00+08:00",
        "expected_on": "2027-01-24",
        "column": "p50",
        "met_on": "2026-11-20",
        "next_step": {"what": "试驾", "on": "2026-12-01"},
        "decider": {"yes": True},
        "proposal_fits": {"yes": True},
        "decision_on": "2026-12-20",
        "money": "yes",
        "need": "yes",
    },
    "stamps": {},
}
CALL = {"kind": "activity", "id": "1", "fields": {"type": "call", "at": "2026-11-21T10:00:00+08:00"}}


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADPWA_ROOT", str(ROOT))


def run(*args: str, given: Any = None) -> Result:
    """Run a command, `given` on its standard input."""
    text = given if isinstance(given, str | bytes | None) else json.dumps(given, ensure_ascii=False)
    return CliRunner().invoke(main, [*args], input=text)


def asked(*args: str, given: Any = None, code: int = 0) -> Any:
    """The one JSON document of an answer."""
    result = run(*args, "--json", given=given)
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def test_classify_answers_class_and_next_change() -> None:
    assert asked("classify", "--expected-on", "2026-12-31", "--on", "2026-11-24") == {
        "class": "B",
        "overdue": False,
        "next_change": {"on": "2026-12-01", "to": "A"},
    }


def test_classify_without_a_date_is_unclassified() -> None:
    assert asked("classify", "--on", "2026-11-24") == {"class": None, "overdue": False, "next_change": None}


@pytest.mark.parametrize("day", ["2026-02-30", "soon", "2026-1-1"])
def test_a_day_that_does_not_exist_is_wrong_usage(day: str) -> None:
    assert run("classify", "--expected-on", day).exit_code == 2


def test_explain_answers_everything_with_pages_that_exist() -> None:
    answer = asked("explain", "-", "--on", "2026-11-24", given={"lead": LEAD, "activities": [CALL]})
    pages = answer.pop("pages")
    assert answer == {
        "on": "2026-11-24",
        "class": "B",
        "overdue": False,
        "next_change": {"on": "2026-12-24", "to": "A"},
        "column": "p50",
        "column_now": "p25",
        "missing": ["price_discussed", "delivery_on"],
        "next_column": "p50",
        "missing_for_next": ["price_discussed", "delivery_on"],
        "fall_back": {
            "proposed_on": "2026-12-02",
            "on": "2026-12-05",
            "from": "p25",
            "why": "next_step_passed",
        },
        "man": {"verdict": "ask", "ask": ["authority"]},
        "next_due": {"on": "2026-12-01", "why": "next_step"},
        "dispatch": {"due": False, "because": "not_hq"},
        "rules": RULES,
    }
    for page in pages.values():
        assert (ROOT / "content" / "zh" / f"{page}.md").exists()
        assert (ROOT / "content" / "en" / f"{page}.md").exists()


def test_explain_takes_the_whole_record_and_the_fields_alone_alike() -> None:
    whole = asked("explain", "-", "--on", "2026-11-24", given=LEAD)
    assert asked("explain", "-", "--on", "2026-11-24", given=LEAD["fields"]) == whole
    assert asked("explain", "-", "--on", "2026-11-24", given={"lead": LEAD["fields"]}) == whole


def test_explain_reads_a_file(tmp_path: Path) -> None:
    file = tmp_path / "lead.json"
    file.write_text(json.dumps(LEAD), encoding="utf-8")
    assert asked("explain", str(file), "--on", "2026-11-24")["column_now"] == "p25"


def test_explain_names_each_wrong_field() -> None:
    answer = asked("explain", "-", given={"met_on": "2026-02-30", "budget": {"min": -1}}, code=1)
    assert answer == {
        "errors": [
            {
                "path": "met_on",
                "message": "must be a day that exists, as YYYY-MM-DD",
                "code": "invalid",
            },
            {"path": "budget.min", "message": "is out of range: 0 to 10000000000000", "code": "invalid"},
        ]
    }


@pytest.mark.parametrize(
    "given",
    ["", "{", "nonsense", '{"a": NaN}', b"\xff\xfe", '{"name": "\\ud800"}', "[" * 100_000, "1" * 5_000],
    ids=["nothing", "half", "words", "nan", "bytes", "half a character", "deep", "long"],
)
def test_what_is_no_json_is_an_error_and_never_a_traceback(given: Any) -> None:
    result = run("explain", "-", "--json", given=given)
    assert result.exit_code == 1
    assert [error["code"] for error in json.loads(result.stdout)["errors"]] == ["invalid"]
    assert "Traceback" not in result.output


def test_a_file_that_is_not_there_is_one_sentence() -> None:
    result = run("explain", "none.json", "--json")
    assert result.exit_code == 1
    assert "can't be read" in result.stderr


def test_json_lines_answer_line_by_line_and_a_bad_line_hides_no_other(tmp_path: Path) -> None:
    file = tmp_path / "leads.jsonl"
    lines = [json.dumps(LEAD), "{", json.dumps({"met_on": 7}), json.dumps(LEAD["fields"])]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = run("explain", str(file), "--on", "2026-11-24", "--json")
    documents = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [document.get("column_now", "errors") for document in documents] == [
        "p25",
        "errors",
        "errors",
        "p25",
    ]


def test_lines_are_taken_from_standard_input_too() -> None:
    given = json.dumps(LEAD) + "\n" + json.dumps(LEAD) + "\n"
    result = run("explain", "-", "--lines", "--json", given=given)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2


def a_month(**more: Any) -> dict[str, Any]:
    """57 of 60 replied to in time by D01, one signed."""
    orders = [
        {
            "id": str(n),
            "dealer": "D01",
            "lead": f"lead {n}",
            "dispatched_at": "2026-10-05T10:00:00+08:00",
            **({"replied_at": "2026-10-06T10:00:00+08:00"} if n < 57 else {}),
            **({"signed_on": "2026-10-20"} if n == 0 else {}),
        }
        for n in range(60)
    ]
    return {"timezone": "Asia/Shanghai", "dealers": ["D01", "D02"], "orders": orders, **more}


def test_explain_month_answers_rates_and_stars() -> None:
    answer = asked(
        "explain-month", "-", "--month", "2026-10", "--as-of", "2026-11-10T00:00:00+08:00", given=a_month()
    )
    assert answer == {
        "month": "2026-10",
        "as_of": "2026-11-10T00:00:00+08:00",
        "final": True,
        "rules": RULES,
        "dealers": {
            "D01": {
                "timely": {"n": 57, "d": 60},
                "close": {"n": 1, "d": 60},
                "stars": 4,
                "because": ["cap 5: timely 57/60", "minus 1: close 1/60 against 1/60"],
                "judged_by": "own",
                "pending": 0,
            },
            "D02": {
                "timely": {"n": 0, "d": 0},
                "close": {"n": 0, "d": 0},
                "stars": 4,
                "because": ["cap 5: timely 57/60", "minus 1: close 1/60 against 1/60"],
                "judged_by": "national",
                "pending": 0,
            },
        },
        "national": {
            "timely": {"n": 57, "d": 60},
            "close": {"n": 1, "d": 60},
            "period_close": {"n": 0, "d": 0},
        },
    }


def test_a_bad_order_is_left_out_and_named_beside_the_answer() -> None:
    given = a_month()
    given["orders"][3]["dispatched_at"] = "yesterday"
    answer = asked("explain-month", "-", "--month", "2026-10", given=given, code=1)
    assert answer["dealers"]["D01"]["close"] == {"n": 1, "d": 59}
    assert answer["left_out"] == 1
    assert [error["path"] for error in answer["errors"]] == ["orders[3].dispatched_at"]


@pytest.mark.parametrize("month", ["2026-13", "october", "2026-1"])
def test_what_is_no_month_is_wrong_usage(month: str) -> None:
    assert run("explain-month", "-", "--month", month, given=a_month()).exit_code == 2


def test_a_key_that_nobody_knows_is_named_beside_an_answer_that_stands() -> None:
    given = a_month(colected=[])
    given["orders"][0]["reply_at"] = "2026-10-06T10:00:00+08:00"
    result = run("explain-month", "-", "--month", "2026-10", "--json", given=given)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["dealers"]["D01"]["timely"] == {"n": 57, "d": 60}
    assert "colected is no name that is known here" in result.stderr
    assert "orders[0].reply_at is no name that is known here" in result.stderr


def test_a_month_without_orders_in_a_file_that_has_some_is_asked_about() -> None:
    result = run("explain-month", "-", "--month", "2025-05", "--json", given=a_month())
    assert result.exit_code == 0
    assert "from 2026-10-05 to 2026-10-05; none in 2025-05" in result.stderr
    assert run("explain-month", "-", "--month", "2026-10", "--json", given=a_month()).stderr == ""


def test_the_last_moment_of_the_calendar_is_told_in_utc() -> None:
    args = ("explain-month", "-", "--month", "2026-10", "--as-of", "9999-12-31T23:00:00Z")
    answer = asked(*args, given=a_month())
    assert (answer["as_of"], answer["final"]) == ("9999-12-31T23:00:00+00:00", True)


def test_a_bad_activity_is_left_out_and_named_beside_what_is_explained() -> None:
    given = {"lead": LEAD, "activities": [CALL, {"kind": "activity", "id": "2", "fields": {"type": "call"}}]}
    answer = asked("explain", "-", "--on", "2026-11-24", given=given, code=1)
    assert (answer["column_now"], answer["left_out"]) == ("p25", 1)
    assert [error["path"] for error in answer["errors"]] == ["activities[1].fields.at"]


def test_a_task_is_told_to_people_by_its_title() -> None:
    given = {"leads": [{"lead": LEAD}], "tasks": [{"id": "t", "title": "月报", "on": "2026-11-25"}]}
    result = run("plan", "-", "--on", "2026-11-24", given=given)
    assert "2026-11-25        月报" in result.stdout
    assert "0193" in result.stdout


@pytest.mark.parametrize("command", [("shape", "--counts", "1,1,1,1,1"), ("choose-dealer", "-")])
def test_from_another_folder_the_mend_is_named(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEADPWA_ROOT", str(tmp_path))
    result = run(*command, given={})
    assert result.exit_code == 1
    assert "Run this in the project's folder, or name that folder in LEADPWA_ROOT" in result.stderr


def test_plan_answers_a_list_in_order() -> None:
    given = {
        "leads": [{"lead": LEAD, "activities": [CALL]}],
        "tasks": [{"id": "t", "title": "月报", "on": "2026-11-25"}],
    }
    assert asked("plan", "-", "--on", "2026-11-24", given=given) == [
        {"id": "0193", "group": 5, "due_on": "2026-12-01", "overdue": False, "why": "next_step"},
        {"id": "t", "group": 8, "due_on": "2026-11-25", "overdue": False, "why": None},
    ]


def test_a_plan_with_a_bad_row_stands_beside_its_errors() -> None:
    given = {"leads": [{"lead": LEAD}, {"lead": 7}], "tasks": []}
    answer = asked("plan", "-", "--on", "2026-11-24", given=given, code=1)
    assert [item["id"] for item in answer["plan"]] == ["0193"]
    assert answer["left_out"] == 1
    assert [error["path"] for error in answer["errors"]] == ["leads[1].lead"]


def test_choose_dealer_looks_the_city_up() -> None:
    given = {
        "lead": {"models": ["tiggo-8"], "city": "成都市"},
        "dealers": [
            {"code": "D01", "lat": 30.57, "lon": 104.17, "models": ["tiggo-8"]},
            {"code": "D02", "lat": 30.57, "lon": 104.07, "models": ["qq"], "active": True},
        ],
        "open_orders": {"D01": 3},
        "excluded": [],
    }
    assert asked("choose-dealer", "-", given=given) == {
        "dealer": "D01",
        "metres": 9574,
        "because": "nearest",
        "passed_over": [{"dealer": "D02", "metres": 0, "why": "not_authorised"}],
    }


def test_choose_dealer_without_one_says_why() -> None:
    given = {"lead": {}, "dealers": [{"code": "D01", "lat": 0, "lon": 0, "models": ["x"]}]}
    assert asked("choose-dealer", "-", given=given) == {"dealer": None, "because": "no_place"}


def test_pareto_marks_the_vital_few() -> None:
    rich = {**LEAD, "id": "rich", "fields": {**LEAD["fields"], "budget": {"min": 800_000}}}  # type: ignore[dict-item]
    poor = {**LEAD, "id": "poor", "fields": {**LEAD["fields"], "budget": {"min": 100_000}}}  # type: ignore[dict-item]
    assert asked("pareto", "-", "--on", "2026-11-24", given=[poor, rich, LEAD]) == {
        "marked": ["rich"],
        "share": {"n": 1, "d": 2},
        "without_budget": 1,
    }


def test_shape_names_the_shape_and_the_meetings_to_book() -> None:
    assert asked("shape", "--counts", "10,6,4,2,1") == {"shape": "healthy"}
    assert asked("shape", "--counts", "10,6,4,2,1", "--quota", "3", "--ratio", "5") == {
        "shape": "healthy",
        "first_meetings_to_book": 10,
    }


@pytest.mark.parametrize(
    "counts", [f"{'9' * 5000},1,1,1,1", "1,2,3", "1,2,3,4,-5", "a,b,c,d,e", "1,2,3,4,5,6", ""]
)
def test_counts_are_five(counts: str) -> None:
    assert run("shape", "--counts", counts).exit_code == 2


@pytest.mark.parametrize("option", ["--quota", "--ratio"])
def test_a_number_beyond_every_board_is_wrong_usage(option: str) -> None:
    assert run("shape", "--counts", "1,1,1,1,1", option, "9" * 4299).exit_code == 2


@pytest.mark.parametrize(
    ("args", "given", "says"),
    [
        (["classify", "--expected-on", "2026-12-31", "--on", "2026-11-24"], None, "B, A from 2026-12-01"),
        (["classify"], None, "unclassified"),
        (["explain", "-", "--on", "2026-11-24"], LEAD, "50%: needs price_discussed, delivery_on"),
        (["explain-month", "-", "--month", "2026-10"], a_month(), "D01: timely 57/60"),
        (["plan", "-", "--on", "2026-11-24"], {"leads": [{"lead": LEAD}], "tasks": []}, "0193"),
        (["pareto", "-"], [], "—"),
        (["choose-dealer", "-"], {"lead": {}, "dealers": []}, "no dealer: none that is active"),
        (["shape", "--counts", "9,0,0,3,2"], None, "dry. Next month is already lost"),
    ],
)
def test_people_are_answered_in_words(args: list[str], given: Any, says: str) -> None:
    result = run(*args, given=given)
    assert result.exit_code == 0, result.output
    assert says in result.stdout


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"", "is empty: it must hold JSON"),
        (b"id,dealer\n1,D01\n", "it looks like a table"),
        ("{“id”: 1}".encode(), "JSON wants straight quotes"),
        ("张伟".encode("gbk"), "is not UTF-8: save it as UTF-8"),
        (b'{"a": NaN}', "NaN is no number"),
        (b'{"dealers": [], "orders": []}', "it holds what another command reads"),
        (b'{"money": "maybe"}', "money is none of the words that can stand here: yes no unknown"),
        (b'{"budget": {"min": -1}}', "budget.min is out of range: 0 to 10000000000000"),
    ],
)
def test_what_can_not_be_read_is_said_in_a_persons_words(given: bytes, said: str) -> None:
    result = run("explain", "-", given=given)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr
    assert "Nothing was judged. Mend that in what was piped in and ask again." in result.stderr


def test_a_file_that_is_not_there_is_one_document_too() -> None:
    answer = asked("explain", "nowhere.json", code=1)
    assert answer["errors"][0]["message"].startswith(
        "nowhere.json: can't be read (No such file or directory)."
    )


def test_people_are_told_what_was_wrong() -> None:
    result = run("plan", "-", given={"leads": [{"lead": {"met_on": 7}}], "tasks": []})
    assert result.exit_code == 1
    assert "leads[0].lead.met_on must be a day that exists" in result.stderr
    assert "1 left out, the rest stands." in result.stderr
