"""The command line, docs/cli.md."""

from __future__ import annotations

from leadpwa.cli.main import main

__all__ = ["main"]
