"""The phone's own code against the real server, on a bad line, while the server is killed again and again."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from leadpwa import node
from tests.builders import ROOT, an_id
from tests.serving import Server

SEED = 20261124
KILLS = 4


def codes(server: Server) -> list[str]:
    """A manager's code and three for advisors' phones, of which two are one person's."""

    def invited(role: str, user: str) -> str:
        return str(server.run("invite", "--role", role, "--dealer", "D01", "--user", user)["code"])

    manager, first, second = an_id(), an_id(), an_id()
    return [invited("manager", manager), *(invited("advisor", user) for user in (first, second, first))]


@pytest.mark.slow
def test_our_phones_and_our_server_agree_though_the_line_is_cut_and_the_server_killed(tmp_path: Path) -> None:
    server = Server(tmp_path / "data")
    server.start()
    places = {"LEADPWA_SERVER": server.url, "LEADPWA_CODES": ",".join(codes(server))}
    runner = [*node.command("node"), "tests/ts/run.mjs", "tests/ts/contract/phones.ts"]
    report = tmp_path / "phones.txt"
    with report.open("w") as out:
        phones = subprocess.Popen(
            runner,
            cwd=ROOT,
            env={**node.environment(), **places, "LEADPWA_SEED": os.environ.get("LEADPWA_SEED", str(SEED))},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        for _ in range(KILLS):
            time.sleep(1)
            if phones.poll() is None:
                server.kill()
                server.start()
        ended = phones.wait(timeout=120)
    server.kill()
    assert ended == 0, report.read_text()
