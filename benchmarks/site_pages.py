"""What the site is measured by: this content, and a thousand generated pages of about 800 characters."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = 1000
LANGUAGES = ("zh", "en")
SECTIONS = ("policy", "training")
LETTERS = "客户展厅登记派发回复跟进同意分类来店试驾报价决定日期下一步经理顾问电话消息车型预算置换"


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
    settings = root / "site" / "site.toml"
    # The pages to read first are this content's own.
    settings.write_text(
        re.sub(r"^read_first = .*$", "read_first = []", settings.read_text("utf-8"), flags=re.MULTILINE),
        "utf-8",
    )
    (root / "content").mkdir()
    for file in (ROOT / "content").glob("*.toml"):
        shutil.copy(file, root / "content")


def this_content(root: Path) -> Path:
    """The pages of this project; the one to edit afterwards."""
    copy_site(root)
    for language in LANGUAGES:
        shutil.copytree(ROOT / "content" / language, root / "content" / language)
    return root / "content" / "zh" / "policy" / "scope.md"


def thousand_pages(root: Path) -> Path:
    """A thousand pages; the one to edit afterwards."""
    copy_site(root)
    source = random.Random(20261124)
    each = PAGES // (len(LANGUAGES) * len(SECTIONS))
    for language in LANGUAGES:
        for section in SECTIONS:
            folder = root / "content" / language / section
            folder.mkdir(parents=True)
            for number in range(1, each + 1):
                (folder / f"p{number}.md").write_text(page(number, source), "utf-8")
    return root / "content" / "zh" / "policy" / "p100.md"


def edit(file: Path) -> None:
    """One sentence more."""
    file.write_text(file.read_text("utf-8") + "\n再加一句。\n", "utf-8")
