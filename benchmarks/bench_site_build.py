"""How long the site takes to build: this content, and a thousand generated pages of about 800 characters.

Each build is a process of its own, as `leadpwa build` is; "start-up" is what Python needs before it begins.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]
PAGES = 1000
LANGUAGES = ("zh", "en")
SECTIONS = ("policy", "training")
LETTERS = "客户展厅登记派发回复跟进同意分类来店试驾报价决定日期下一步经理顾问电话消息车型预算置换"

RUN = """
import json, resource, sys, time
began = time.perf_counter()
from pathlib import Path
from leadpwa.site.build import build
started = time.perf_counter() - began
result = build(Path(sys.argv[1]), Path(sys.argv[2]), quiet=True)
assert not result.problems, result.problems[:3]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"startup": started, "seconds": result.seconds, "pages": result.pages,
                  "changed": result.changed, "bytes": result.bytes, "peak": peak}))
"""


def page(number: int, source: random.Random) -> str:
    """A page as people write them: headings, a list, a table, links, numbers of the rules."""

    def text(length: int) -> str:
        return "".join(source.choice(LETTERS) for _ in range(length))

    parts = [
        f"---\ntitle: {text(8)}\nsummary: {text(30)}。\nversion: '1.0'\neffective: 2026-12-01\n"
        f"owner: 客户服务部\norder: {number}\nreview: 2027-06-01\nminutes: 5\n---\n{text(60)}。\n"
    ]
    for heading in range(4):
        other = source.randrange(1, PAGES // (len(LANGUAGES) * len(SECTIONS)) + 1)
        parts.append(
            f"\n## {text(6)} {{#part-{heading}}}\n\n{text(70)}，见[{text(4)}](p{other}.md#part-1)。"
            f"**{text(6)}**，每 {{{{ rule('board.sales_cycle_days') }}}} 天，{{{{ cls('B') }}}} 类。\n\n"
            f"- {text(20)}；\n- {text(20)}。\n"
        )
    parts.append(
        f"\n| {text(2)} | {text(3)} |\n|---|---|\n| {text(6)} | {text(12)} |\n| {text(6)} | {text(12)} |\n"
    )
    return "".join(parts)


def copy_site(root: Path) -> None:
    """The site without its pages."""
    for folder in ("site", "static", "leadpwa"):
        shutil.copytree(
            ROOT / folder, root / folder, ignore=shutil.ignore_patterns("*.pyc", "__pycache__", ".*")
        )
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, root)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    (root / "content").mkdir()
    for file in (ROOT / "content").glob("*.toml"):
        shutil.copy(file, root / "content")


def generate(root: Path) -> Path:
    """A thousand pages; the one to edit afterwards."""
    source = random.Random(20261124)
    each = PAGES // (len(LANGUAGES) * len(SECTIONS))
    for language in LANGUAGES:
        for section in SECTIONS:
            folder = root / "content" / language / section
            folder.mkdir(parents=True)
            for number in range(1, each + 1):
                (folder / f"p{number}.md").write_text(page(number, source), "utf-8")
    return root / "content" / "zh" / "policy" / "p100.md"


def run(root: Path, out: Path) -> dict[str, float]:
    """One build in a process of its own; `wall` is all that one waits for."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(root), str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr)
    return {**json.loads(done.stdout), "wall": time.perf_counter() - began}


def measure(table: Table, name: str, root: Path, edited: Path) -> None:
    """Cold, unchanged, one page changed."""
    out = root.parent / f"{root.name}-dist"

    def row(what: str, it: dict[str, float]) -> None:
        table.add_row(
            name,
            what,
            f"{it['changed']:.0f} of {it['pages']:.0f}",
            f"{it['seconds']:.2f}",
            f"{it['startup']:.2f}",
            f"{it['wall']:.2f}",
            f"{it['bytes'] / 1e6:.1f}",
            f"{it['peak']:.0f}",
        )

    row("cold, scripts too", run(root, out))
    shutil.rmtree(root / ".cache" / "site")
    shutil.rmtree(out)
    row("cold", run(root, out))
    row("nothing changed", run(root, out))
    edited.write_text(edited.read_text("utf-8") + "\n再加一句。\n", "utf-8")
    row("one page changed", run(root, out))


def main() -> None:
    """Measures, and prints the table."""
    table = Table("content", "build", "pages made", "build s", "start-up s", "wall s", "MB", "peak MB")
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "own"
        copy_site(own)
        for language in LANGUAGES:
            shutil.copytree(ROOT / "content" / language, own / "content" / language)
        measure(table, "this content", own, own / "content" / "zh" / "policy" / "scope.md")
        many = Path(folder) / "many"
        copy_site(many)
        measure(table, "1,000 pages", many, generate(many))
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
