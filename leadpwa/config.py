"""Settings, from the environment as LEADPWA_…; the command line's options come before them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are. `root` holds content/; `dist` is the frozen site."""

    root: Path
    dist: Path
    public_url: str | None
    api_origins: tuple[str, ...]

    @property
    def rules(self) -> Path:
        """The numbers that everything obeys."""
        return self.root / "content" / "rules.toml"


def load() -> Settings:
    """The settings of this process."""
    origins = os.environ.get("LEADPWA_ALLOWED_ORIGINS", "")
    root = Path(os.environ.get("LEADPWA_ROOT", ".")).resolve()
    return Settings(
        root=root,
        dist=Path(os.environ.get("LEADPWA_DIST", root / "dist")),
        public_url=os.environ.get("LEADPWA_PUBLIC_URL") or None,
        api_origins=tuple(origin for origin in origins.split(",") if origin),
    )
