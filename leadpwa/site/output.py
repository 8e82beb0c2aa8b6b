"""Which folder a build may put the site into: it takes the place of all that lies there."""

from __future__ import annotations

from pathlib import Path

from leadpwa.errors import LeadpwaError

# In every site that was built, and in few other folders; one may be gone.
_SIGNS = ("404.html", "app/build.json", "install.json")


def refuse_foreign(root: Path, out: Path) -> None:
    """Raises LeadpwaError where `out` is a file, holds the content, or holds anything but a site."""
    if out.exists() and not out.is_dir():
        raise LeadpwaError(f"{out} is a file; nothing was changed. Name a folder for the site.")
    if root.is_relative_to(out) or any(
        out.is_relative_to(root / name) for name in ("content", "site", "static")
    ):
        raise LeadpwaError(
            f"{out} holds what the site is made from; nothing was changed. Name another folder."
        )
    if out.is_dir() and any(out.iterdir()) and not any((out / sign).exists() for sign in _SIGNS):
        raise LeadpwaError(
            f"{out} holds other files, which a site would take the place of; nothing was changed. "
            "Name an empty folder, or one that does not exist."
        )
