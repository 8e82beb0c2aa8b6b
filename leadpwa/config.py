"""Settings, from the environment as LEADPWA_…; the command line's options come before them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are. `root` holds content/ and dist/."""

    root: Path
    public_url: str | None
    api_origins: tuple[str, ...]

    @property
    def rules(self) -> Path:
        return self.root / "content" / "rules.toml"

    @property
    def dist(self) -> Path:
        return self.root / "dist"


def load() -> Settings:
    """The settings of this process."""
    origins = os.environ.get("LEADPWA_ALLOWED_ORIGINS", "")
    return Settings(
        root=Path(os.environ.get("LEADPWA_ROOT", ".")).resolve(),
        public_url=os.environ.get("LEADPWA_PUBLIC_URL") or None,
        api_origins=tuple(origin for origin in origins.split(",") if origin),
    )
