"""`python -m tests.cli.write_cli_docs` writes `docs/cli.md` anew from the commands' help."""

from __future__ import annotations

from tests.cli.help_pages import DOCS, page

if __name__ == "__main__":
    DOCS.write_text(page(), "utf-8")
