"""The TypeScript of app, pages and service worker, bundled by esbuild; only when a source has changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from leadpwa import node
from leadpwa.errors import LeadpwaError

# Logical name → entry, from the root. An entry that is not there is left out.
ENTRIES = {
    "app": "leadpwa/pwa/main.tsx",
    "reader": "site/reader/main.ts",
    "early": "site/reader/early.ts",
    "search-worker": "site/reader/search/worker.ts",
}
WORKER = "leadpwa/pwa/sw/sw.ts"
_FOLDERS = ("leadpwa/pwa", "site/reader")
_ALWAYS = (
    "--bundle",
    "--minify",
    "--target=es2022,chrome100,firefox102,safari16",
    "--charset=utf8",
    "--log-level=warning",
    "--legal-comments=none",
    "--jsx=automatic",
    "--jsx-import-source=preact",
    "--loader:.svg=text",
)


@dataclass(frozen=True, slots=True)
class Front:
    """`files` by hashed name, as they go to `assets/`; `worker` is `sw.js`, empty where there is none."""

    files: Mapping[str, bytes]
    worker: bytes

    @property
    def has_app(self) -> bool:
        """Whether the app is among them."""
        return any(name.startswith("app-") for name in self.files)


def build_front(root: Path, cache: Path, *, defines: Mapping[str, str]) -> Front:
    """Bundles what changed since the last time, else gives what was made then.

    `defines` are constants of the service worker, by name. Raises LeadpwaError with esbuild's own words where a
    source is wrong, and where Node or the packages are missing.
    """
    entries = {name: entry for name, entry in ENTRIES.items() if (root / entry).exists()}
    worker = (root / WORKER).exists()
    if not entries and not worker:
        return Front({}, b"")
    out = cache / "front"
    # How they are bundled is part of the mark too: this file says it.
    own = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    mark = json.dumps([own, sorted(defines.items()), sorted(entries.items()), *_marks(root)])
    marked = out / "built.json"
    if not (marked.exists() and marked.read_text("utf-8") == mark):
        _bundle(root, out, entries, worker=worker, defines=defines)
        marked.write_text(mark, "utf-8")
    files = {path.name: path.read_bytes() for path in sorted((out / "assets").glob("*.js"))}
    return Front(files, (out / "sw.js").read_bytes() if worker else b"")


def _marks(root: Path) -> Iterator[tuple[str, int, int]]:
    for folder in (*_FOLDERS, "static/icons"):
        for base, _, names in os.walk(root / folder):
            for name in sorted(names):
                if name.endswith((".ts", ".tsx", ".json", ".svg")):
                    stat = (Path(base) / name).stat()
                    yield str(Path(base, name).relative_to(root)), stat.st_mtime_ns, stat.st_size
    for name in ("package.json", "package-lock.json"):
        if (root / name).exists():
            stat = (root / name).stat()
            yield name, stat.st_mtime_ns, stat.st_size


def _bundle(
    root: Path, out: Path, entries: Mapping[str, str], *, worker: bool, defines: Mapping[str, str]
) -> None:
    fresh = out.with_name("front.new")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "assets").mkdir(parents=True)
    if entries:
        _esbuild(
            root,
            *(f"{name}={root / entry}" for name, entry in entries.items()),
            f"--outdir={fresh / 'assets'}",
            "--format=esm",
            "--splitting",
            "--entry-names=[name]-[hash]",
            "--chunk-names=chunk-[hash]",
        )
    if worker:
        constants = (f"--define:{name}={json.dumps(value)}" for name, value in defines.items())
        _esbuild(root, str(root / WORKER), f"--outfile={fresh / 'sw.js'}", "--format=iife", *constants)
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)


def _esbuild(root: Path, *arguments: str) -> None:
    program = root / "node_modules" / "esbuild" / "bin" / "esbuild"
    if not program.exists():
        raise LeadpwaError("esbuild is not installed; the site is as it was. Run `make setup`.")
    command = [*node.command("node"), str(program), *arguments, *_ALWAYS]
    done = subprocess.run(
        command, cwd=root, env=node.environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.partition("node:child_process")[0].strip()
        raise LeadpwaError(
            f"The TypeScript can't be bundled; the site is as it was. Mend what esbuild says:\n{said}"
        )
