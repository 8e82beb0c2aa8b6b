"""A real server process: started, killed, started again on the same port and the same data."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.builders import ROOT

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
