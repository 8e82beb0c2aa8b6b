"""A command run to its end in a process of its own, and what it cost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, seconds of processors (its children's too), and the most memory in MB."""

    wall: float
    cpu: float
    peak: float


def measure(command: list[str], *, cwd: Path, environment: Mapping[str, str]) -> Cost:
    """Runs the command; ends this program with what it said where it fails."""
    said = cwd / ".said"
    with said.open("wb") as out:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, env={**os.environ, **environment}, stdout=out, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}\n{said.read_text(errors='replace')[-3000:]}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def middle(costs: Iterable[Cost]) -> Cost:
    """The median of each figure."""
    listed = list(costs)
    return Cost(*(median(getattr(cost, name) for cost in listed) for name in Cost.__dataclass_fields__))
