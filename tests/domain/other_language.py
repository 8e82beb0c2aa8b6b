"""The rules in TypeScript, answering in one long-lived Node process."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from leadpwa import node
from leadpwa.domain.rules import Rules

ROOT = Path(__file__).resolve().parents[2]
ESBUILD = ROOT / "node_modules" / "esbuild" / "bin" / "esbuild"


class OtherLanguage:
    """Started at the first question. The bundle lies in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[str] | None = None
        self._known: set[str] = set()
        self.asked = 0

    def ask(self, ask: str, given: dict[str, Any], rules: Rules, name: str) -> Any:
        """The answer of TypeScript. `name` tells one set of rules from another."""
        if name not in self._known:
            self._say({"rules": name, "data": rules.data})
            self._known.add(name)
        said = self._say({"ask": ask, "given": given, "rules": name})
        self.asked += 1
        assert "error" not in said, said["error"]
        return said.get("answer")

    def close(self) -> None:
        """Ends the process."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.wait(timeout=10)

    def _say(self, line: dict[str, Any]) -> Any:
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(line) + "\n")
        process.stdin.flush()
        said = process.stdout.readline()
        assert said, f"Node ended: {process.wait()}"
        return json.loads(said)

    def _start(self) -> subprocess.Popen[str]:
        bundle = self._folder / "asks.mjs"
        entry = Path(__file__).with_name("asks.ts")
        how = ["--bundle", "--platform=node", "--format=esm", "--target=node20", "--log-level=warning"]
        build = [*node.command("node"), str(ESBUILD), str(entry), *how, f"--outfile={bundle}"]
        subprocess.run(build, cwd=ROOT, check=True, env=node.environment())
        self._process = subprocess.Popen(
            [*node.command("node"), "--enable-source-maps", str(bundle)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        return self._process
