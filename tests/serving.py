"""A real server process: started, killed, started again on the same port and the same data."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import requests

from leadpwa.sync.clock import time_text
from tests.builders import ROOT, an_id

BUILT = ROOT / ".cache" / "test-dist"
LEADPWA = [sys.executable, "-m", "leadpwa"]
READY_WITHIN_S = 30


class Server:
    """`leadpwa serve` over a demo organisation in a folder."""

    def __init__(self, data: Path, *, dist: Path = BUILT) -> None:
        self.data = data
        self.environment = {**os.environ, "LEADPWA_ROOT": str(ROOT), "LEADPWA_DIST": str(dist)}
        self.port = 0
        self.process: subprocess.Popen[str] | None = None
        self.run("demo")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, *command: str) -> Any:
        """Run a command against the data; what it answers."""
        done = subprocess.run(
            [*LEADPWA, *command, "--data", str(self.data), "--json"],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def start(self) -> None:
        """Start, and wait until it says that it is ready."""
        self.process = subprocess.Popen(
            [*LEADPWA, "serve", "--port", str(self.port), "--data", str(self.data)],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=(self.data.parent / "server.log").open("a"),
            text=True,
        )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("ready "):
                self.port = int(line.rsplit(":", 1)[1])
                return
        raise AssertionError(
            f"the server did not start: {(self.data.parent / 'server.log').read_text()[-2000:]}"
        )

    def kill(self, how: int = signal.SIGKILL) -> None:
        """End the process, at once by default."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=READY_WITHIN_S)
            if self.process.stdout is not None:
                self.process.stdout.close()
            self.process = None

    def pairing_link(self, role: str = "advisor", dealer: str = "D01", *more: str) -> str:
        """A link that pairs one browser with this server."""
        code = self.run("invite", "--role", role, "--dealer", dealer, *more)["code"]
        return f"{self.url}/app/#pair={code}"


def post(server: Server, token: str, body: dict[str, object]) -> dict[str, list[dict[str, str]]]:
    """One request to the sync endpoint."""
    answer = requests.post(
        f"{server.url}/api/v1/sync", json=body, headers={"Authorization": f"Bearer {token}"}, timeout=10
    )
    answer.raise_for_status()
    found: dict[str, list[dict[str, str]]] = answer.json()
    return found


def pair(server: Server, role: str = "advisor") -> str:
    """A token."""
    code = server.pairing_link(role).rpartition("=")[2]
    body = {"code": code, "device": {"id": an_id(), "name": role}}
    return str(requests.post(f"{server.url}/api/v1/pair", json=body, timeout=10).json()["token"])


def all_leads(server: Server, token: str) -> list[str]:
    """The ids of every lead that this token's user sees."""
    found: list[str] = []
    cursor: object = 0
    epoch = None
    while True:
        body = {
            "client_now": time_text(time.time_ns() // 10**6),
            "cursor": cursor,
            "epoch": epoch,
            "limit": 500,
        }
        answer = post(server, token, body)
        found += [record["id"] for record in answer["changes"] if record["kind"] == "lead"]
        cursor, epoch = answer["cursor"], answer["epoch"]
        if not answer["more"]:
            return found
