"""The peer: Material for MkDocs, in an environment of its own under .cache, over the same Markdown files.

It is given less to do, never more: our calls for numbers stay as they are written, no link is checked by anchor, and
nothing is packed for offline use. `navigation.prune` keeps the whole navigation out of each page, as its own
documentation advises for big sites.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "requirements" / "bench.txt"
ENVIRONMENT = Path(__file__).resolve().parents[1] / ".cache" / "bench-venv"
NAMES = ("mkdocs-material", "mkdocs")
CONFIG = """\
site_name: {name}
docs_dir: content
theme:
  name: material
  font: false
  features: [navigation.prune]
plugins: [search]
markdown_extensions:
  - admonition
  - attr_list
  - tables
  - toc
  - pymdownx.details
  - pymdownx.superfences
"""


def set_up() -> list[str]:
    """Installs the locked packages once; their names with versions."""
    done = ENVIRONMENT / "done"
    stamp = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not done.exists() or done.read_text() != stamp:
        print("Installing the peer (locked, with hashes) ...", file=sys.stderr, flush=True)
        venv.create(ENVIRONMENT, clear=True, with_pip=True)
        install = [_python(), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes"]
        subprocess.run([*install, "-r", str(LOCK)], check=True)
        done.write_text(stamp)
    asked = f"from importlib.metadata import version; print(*map(version, {NAMES!r}))"
    versions = subprocess.run([_python(), "-c", asked], capture_output=True, text=True, check=True)
    return [f"{name} {number}" for name, number in zip(NAMES, versions.stdout.split(), strict=True)]


def configure(root: Path) -> None:
    """Makes the folder of `content/` a site of the peer."""
    (root / "mkdocs.yml").write_text(CONFIG.format(name="Showroom leads"), "utf-8")


def command(out: Path, *, dirty: bool = False) -> list[str]:
    """A build into `out`. `dirty` makes only the pages that changed, and leaves search and links behind."""
    return [_python(), "-m", "mkdocs", "build", "-q", "-d", str(out), *(["--dirty"] if dirty else [])]


def _python() -> str:
    return str(ENVIRONMENT / "bin" / "python")
