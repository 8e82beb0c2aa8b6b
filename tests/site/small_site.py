"""A small site in a folder of its own: two policy pages, a lesson, both languages; written anew for each test."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from leadpwa.site.build import BuildResult, build
from leadpwa.site.front import Front
from leadpwa.site.problems import Problem

ROOT = Path(__file__).parents[2]
WORDS = {
    "zh": ("分类", "规定", "课", "客户服务部"),
    "en": ("Classes", "Dispatch", "Lesson", "Customer service"),
}


def front_matter(name: str, number: int, **fields: str) -> str:
    """The front matter of a page; a field given as "" is left out."""
    lines = {
        "title": name,
        "summary": f"{name}, in one sentence.",
        "version": '"1.0"',
        "effective": "2026-12-01",
        "owner": "客户服务部",
        "order": str(number),
        "review": "2027-06-01",
        "minutes": "4",
        **fields,
    }
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in lines.items() if value) + "---\n"


class SmallSite:
    """The folder `root` with its content, and `out`, where it is built."""

    def __init__(self, folder: Path, *, languages: tuple[str, ...] = ("zh", "en")) -> None:
        self.root = folder / "root"
        self.out = folder / "dist"
        (self.root / "content").mkdir(parents=True)
        shutil.copytree(ROOT / "site" / "templates", self.root / "site" / "templates")
        for name in ("site.toml", "words.toml"):
            shutil.copy(ROOT / "site" / name, self.root / "site")
        toml = self.root / "site" / "site.toml"
        first = re.sub(r"(?<=read_first = )\[.+\]", '["classes"]', toml.read_text("utf-8"))
        toml.write_text(first, "utf-8")
        shutil.copytree(ROOT / "static", self.root / "static")
        for name in ("rules.toml", "models.toml", "wording.toml", "synonyms.toml"):
            shutil.copy(ROOT / "content" / name, self.root / "content")
        for language in languages:
            classes, dispatch, lesson, _ = WORDS[language]
            text = "\n\nEvery {{ rule('board.sales_cycle_days') }} days, class {{ cls('B') }}.\n"
            self.write(
                f"{language}/policy/classes.md",
                front_matter(classes, 1) + f"Intro.\n\n## {classes} {{#by-time}}{text}",
            )
            self.write(
                f"{language}/policy/dispatch.md",
                front_matter(dispatch, 2)
                + "See [there](classes.md#by-time) and [a lesson](../training/man.md).\n",
            )
            self.write(
                f"{language}/training/man.md",
                front_matter(lesson, 1) + "## MAN {#man}\n\nMoney, authority, need.\n",
            )

    def write(self, name: str, text: str | bytes) -> Path:
        """Writes a file below `content/`."""
        path = self.root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def edit(self, name: str, old: str, new: str) -> Path:
        """Puts other words in the place of some in a file below `content/`."""
        path = self.root / "content" / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
        return path

    def build(self, *, strict: bool = True) -> BuildResult:
        """Builds into `out`."""
        return build(self.root, self.out, strict=strict, quiet=True)

    def only_problem(self) -> Problem:
        """Builds, and gives the one thing that is wrong."""
        result = self.build()
        assert len(result.problems) == 1, result.problems
        return result.problems[0]

    def page(self, place: str) -> str:
        """What stands in the output at a place."""
        return (self.out / place / "index.html").read_text("utf-8")

    def files(self) -> dict[str, bytes]:
        """The whole output."""
        return {
            str(p.relative_to(self.out)): p.read_bytes() for p in sorted(self.out.rglob("*")) if p.is_file()
        }


@pytest.fixture
def small(tmp_path: Path) -> SmallSite:
    """A small site that builds."""
    return SmallSite(tmp_path)


@pytest.fixture
def with_worker(small: SmallSite, monkeypatch: pytest.MonkeyPatch) -> SmallSite:
    """The same with a service worker, so that bundles are made."""
    front = Front({"reader-AAAAAAAA.js": b"1"}, b'const version = "%VERSION%";')
    monkeypatch.setattr("leadpwa.site.maker.build_front", lambda *_, **__: front)
    return small
