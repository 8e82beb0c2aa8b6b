"""How long the site takes to build, beside Material for MkDocs over the same files: this content and 1,000 pages.

Each build is the command that one types, in a process of its own: start-up counts. Rounds alternate between the two, so
that a busy machine is busy for both; the figures are medians. Seconds of processor hardly change with what else runs.
"Cold" is with every cache empty, the app's scripts included. Aim: a quarter of the peer's time.

    python benchmarks/bench_site_build.py [--rounds 5]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import mkdocs_peer
from measured import Cost, measure, middle
from rich.console import Console
from rich.table import Table
from site_pages import edit, this_content, thousand_pages

COLD, SAME, ONE, ONE_DIRTY = "cold", "nothing changed", "one page changed", "one page changed, --dirty"
OURS, PEER = "leadpwa", "Material for MkDocs"
SITES: dict[str, Callable[[Path], Path]] = {"this content": this_content, "1,000 pages": thousand_pages}
Costs = dict[tuple[str, str], list[Cost]]


def build(root: Path, out: Path) -> Cost:
    """`leadpwa build`."""
    return measure(
        [sys.executable, "-m", "leadpwa", "build", "--json", "--out", str(out)],
        cwd=root,
        environment={"LEADPWA_ROOT": str(root)},
    )


def one_round(root: Path, edited: Path, costs: Costs) -> None:
    """Both, from nothing, then once more, then with a page changed."""
    ours, peer = root / "dist", root / "peer"
    for folder in (ours, peer, root / ".cache"):
        shutil.rmtree(folder, ignore_errors=True)

    def peer_builds(*, dirty: bool = False) -> Cost:
        return measure(mkdocs_peer.command(peer, dirty=dirty), cwd=root, environment={})

    costs[OURS, COLD].append(build(root, ours))
    costs[PEER, COLD].append(peer_builds())
    costs[OURS, SAME].append(build(root, ours))
    edit(edited)
    costs[OURS, ONE].append(build(root, ours))
    pages = json.loads((root / ".said").read_text().splitlines()[-1])
    assert 0 < pages["changed"] < pages["pages"] / 2, pages
    costs[PEER, ONE].append(peer_builds())
    edit(edited)
    costs[PEER, ONE_DIRTY].append(peer_builds(dirty=True))


def rows(table: Table, site: str, costs: Costs) -> None:
    """The medians; and how many times as much the peer takes for the same."""
    mid = {key: middle(each) for key, each in costs.items()}
    for what in (COLD, ONE, ONE_DIRTY, SAME):
        for who in (OURS, PEER):
            if (who, what) not in mid:
                continue
            it, ours = mid[who, what], mid[OURS, ONE if what == ONE_DIRTY else what]
            walls = [cost.wall for cost in costs[who, what]]
            times = (f"{it.wall / ours.wall:.1f}", f"{it.cpu / ours.cpu:.1f}") if who == PEER else ("", "")
            spread = f"{min(walls):.2f}–{max(walls):.2f}"
            cells = (f"{it.wall:.2f}", spread, times[0], f"{it.cpu:.2f}", times[1], f"{it.peak:.0f}")
            table.add_row(site, what, who, *cells)
    table.add_section()


def main() -> None:
    """Measures, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    versions = ", ".join(mkdocs_peer.set_up())
    before = os.getloadavg()[0]
    table = Table("site", "build", "by", "wall s", "from–to", "× ours", "cpu s", "× ours", "peak MB")
    for name, make in SITES.items():
        costs: Costs = defaultdict(list)
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "site"
            edited = make(root)
            mkdocs_peer.configure(root)
            for _ in range(rounds):
                one_round(root, edited, costs)
        rows(table, name, costs)
    console = Console(width=130)
    console.print(table)
    console.print(
        f"Medians of {rounds} rounds; {versions}; Python {sys.version.split()[0]}, {os.cpu_count()} processors, "
        f"load {before:.1f} before and {os.getloadavg()[0]:.1f} after.",
        highlight=False,
    )


if __name__ == "__main__":
    main()
