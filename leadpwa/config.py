"""Settings, from the environment as LEADPWA_…; the command line's options come before them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PREFIX = "LEADPWA_"
_PASSWORD = re.compile(r"(?<=://)([^/@:]*):[^/@]*@")


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


@dataclass(frozen=True, slots=True)
class Setting:
    """A name in the environment, what holds without it, and what it is for."""

    name: str
    default: str
    about: str


SETTINGS = (
    Setting("LEADPWA_ROOT", ".", "the folder that holds content/, site/ and static/"),
    Setting("LEADPWA_DIST", "ROOT/dist", "the built site that the server shows"),
    Setting("LEADPWA_DATA", "data", "the folder that holds the store, where --data is not given"),
    Setting("LEADPWA_PUBLIC_URL", "", "the HTTPS address that phones reach, for pairing links"),
    Setting("LEADPWA_ALLOWED_ORIGINS", "", "other origins whose pages may ask this server, with commas"),
    Setting(
        "LEADPWA_TRUSTED_PROXIES", "", "addresses of proxies whose X-Forwarded-For is believed, with commas"
    ),
    Setting("LEADPWA_TOKEN_DAYS", "", "a pairing ends after so many days; empty: never by itself"),
    Setting("LEADPWA_METRICS", "", "open: /metrics answers every address, not this machine alone"),
    Setting("LEADPWA_DEBUG", "", "1: errors show where in the program they arose"),
)


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


def value_of(setting: Setting, environment: Mapping[str, str]) -> str:
    """What holds for a setting, without the password of an address."""
    return _PASSWORD.sub(r"\1:…@", environment.get(setting.name, setting.default))


def unknown(environment: Mapping[str, str]) -> list[str]:
    """Names that look like settings and are none: mistyped, or of another version."""
    known = {setting.name for setting in SETTINGS}
    return sorted(name for name in environment if name.startswith(PREFIX) and name not in known)
