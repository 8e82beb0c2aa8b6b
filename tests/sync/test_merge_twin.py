"""The phone and the server merge alike, whatever is merged in whatever order, equal stamps above all."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path
from typing import Any

from leadpwa import node
from leadpwa.sync.merge import merge_deletion, merge_patch
from leadpwa.sync.record import Created, Record
from tests.builders import ROOT

SEED = 20261124
CASES = 1500
# Few, so that many changes have equal ones.
STAMPS = [
    f"2026-11-24T08:00:0{second}.000Z-000{counter}-{'a' * 16}" for second in (0, 1) for counter in (0, 1)
]
ELEMENTS = ["tiggo-8", "arrizo-8", "a/b", "Ａ", "𠮷", "é"]
VALUES: list[Any] = [
    None,
    "",
    "Ａ",
    "𠮷",
    "e\u0301",
    "é",
    "\u202eabc",
    0,
    -0.5,
    1e21,
    1.0,
    9007199254740991,
    True,
    False,
    [],
    [1, "1"],
    {"b": 1, "a": [None]},
    {"a": 2},
    {"Ａ": 1, "𠮷": 2},
]
CONSENTS: list[Any] = [
    None,
    {"given": True, "wording": "2026-1"},
    {"given": False, "wording": "2026-1"},
    {"given": False, "wording": "2026-2"},
    {"given": "true"},
]


def a_patch(chance: random.Random) -> dict[str, Any]:
    """A few fields, some sets, consents and the time of capture."""
    patch: dict[str, Any] = {}
    for name in chance.sample(["note", "budget", "unknown_field", "captured_at"], chance.randint(0, 3)):
        patch[name] = chance.choice(VALUES)
    for name in chance.sample(["consent_contact", "consent_marketing"], chance.randint(0, 2)):
        patch[name] = chance.choice(CONSENTS)
    for name in chance.sample(["models", "tags"], chance.randint(0, 2)):
        patch[name] = {
            key: chance.sample(ELEMENTS, chance.randint(0, 3))
            for key in chance.sample(["add", "remove"], chance.randint(0, 2))
        }
    return patch


def a_change(chance: random.Random) -> dict[str, Any]:
    """A mutation with its stamp."""
    what: dict[str, Any] = chance.choice([{"delete": True}, {"restore": True}, *[{}] * 8])
    contents = what or {"patch": a_patch(chance)}
    stamp = chance.choice(STAMPS)
    return {"mutation": {"id": "m", "kind": "lead", "record": "l1", "hlc": stamp, **contents}, "stamp": stamp}


def on_the_server(changes: list[dict[str, Any]]) -> dict[str, Any]:
    """The record as the server merges it."""
    record = Record("lead", "l1", Created("", None, None, ""))
    for change in changes:
        mutation, stamp = change["mutation"], change["stamp"]
        if "patch" in mutation:
            record = merge_patch(record, mutation["patch"], stamp)
        else:
            record = merge_deletion(record, stamp, deleted="delete" in mutation)
    return {"fields": dict(record.fields), "stamps": dict(record.stamps), "deleted": record.deleted}


def on_the_phone(cases: list[list[dict[str, Any]]], folder: Path) -> list[dict[str, Any]]:
    """The records as the phone merges them."""
    bundle = folder / "merge.mjs"
    esbuild = ROOT / "node_modules" / "esbuild" / "bin" / "esbuild"
    entry = Path(__file__).with_name("merge_twin.ts")
    how = ["--bundle", "--platform=node", "--format=esm", "--target=node20", "--log-level=warning"]
    build = [*node.command("node"), str(esbuild), str(entry), *how, f"--outfile={bundle}"]
    subprocess.run(build, cwd=ROOT, check=True, env=node.environment())
    ran = subprocess.run(
        [*node.command("node"), str(bundle)],
        input=json.dumps(cases),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    records: list[dict[str, Any]] = json.loads(ran.stdout)
    return records


def test_the_phone_and_the_server_merge_alike(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    cases = [[a_change(chance) for _ in range(chance.randint(1, 8))] for _ in range(CASES)]
    for changes, phone in zip(cases, on_the_phone(cases, tmp_path), strict=True):
        assert phone == on_the_server(changes), changes


def test_both_end_alike_in_every_order(tmp_path: Path) -> None:
    chance = random.Random(SEED + 1)
    several = [[a_change(chance) for _ in range(5)] for _ in range(200)]
    orders = [[chance.sample(changes, len(changes)) for _ in range(4)] for changes in several]
    cases = [changes for each in orders for changes in each]
    phone = on_the_phone(cases, tmp_path)
    server = [on_the_server(changes) for changes in cases]
    for at in range(0, len(cases), 4):
        assert all(record == phone[at] for record in phone[at : at + 4]), cases[at]
        assert all(record == phone[at] for record in server[at : at + 4]), cases[at]
