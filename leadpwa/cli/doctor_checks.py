"""What `leadpwa doctor` looks at, each with what it found and, where that is not well, the mend."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from leadpwa import config, node
from leadpwa.api.options import from_environment
from leadpwa.cli.control import ask
from leadpwa.domain.calendar import DEFAULT_ZONE
from leadpwa.domain.rules import load_rules
from leadpwa.errors import LeadpwaError
from leadpwa.office.organisation import organisation_of, read_keys
from leadpwa.site.settings import load_frame
from leadpwa.store.folder import DataFolder

LEAST_FREE = 1_000_000_000
OTHERS = 0o077
HERE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `mend` is None where it is well."""

    check: str
    ok: bool
    says: str
    mend: str | None


def all_checks(settings: config.Settings, folder: DataFolder) -> list[Finding]:
    """Every finding, the machine first, the store last."""
    looks: dict[str, Callable[[], str]] = {
        "python": _python,
        "node": lambda: str(node.node()),
        "zone": _zone,
        "settings": _settings,
        "address": lambda: _address(settings.public_url),
        "rules": lambda: f"{settings.rules}, {load_rules(settings.rules).hash[:12]}",
        "site": lambda: _site(settings),
        "disk": lambda: _disk(folder.path),
        "secrets": lambda: _secrets(folder),
        "store": lambda: _store(folder),
    }
    return [_finding(name, look) for name, look in looks.items()]


class NotWell(LeadpwaError):
    """What was found, and the mend."""

    def __init__(self, says: str, mend: str) -> None:
        super().__init__(f"{says}. {mend}")
        self.says = says
        self.mend = mend


def _finding(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, ok=True, says=look(), mend=None)
    except NotWell as error:
        return Finding(name, ok=False, says=error.says, mend=error.mend)
    except LeadpwaError as error:
        says, _, mend = str(error).partition(". ")
        return Finding(name, ok=False, says=says, mend=mend or "Mend what it names.")
    except OSError as error:
        says = f"{error.filename} can't be read ({error.strerror})"
        return Finding(name, ok=False, says=says, mend="Give this user the right to read it.")


def _python() -> str:
    return sys.version.split()[0]


def _zone() -> str:
    try:
        ZoneInfo(DEFAULT_ZONE)
    except ZoneInfoNotFoundError:
        raise NotWell(
            "This machine knows no time zones", "Install them: apt-get install tzdata, or pip install tzdata."
        ) from None
    return DEFAULT_ZONE


def _settings() -> str:
    strange = config.unknown(os.environ)
    if strange:
        raise NotWell(
            f"{', '.join(strange)} is no setting",
            "`leadpwa config show` lists what can be set; mend the name.",
        )
    from_environment()
    return f"{sum(setting.name in os.environ for setting in config.SETTINGS)} set in the environment"


def _address(public_url: str | None) -> str:
    if public_url is None:
        return "LEADPWA_PUBLIC_URL is not set: browsers of this computer only"
    parts = urlsplit(public_url)
    if (parts.scheme == "https" and parts.hostname) or (parts.scheme == "http" and parts.hostname in HERE):
        return public_url
    raise NotWell(
        f"LEADPWA_PUBLIC_URL is {public_url}, where a phone's browser keeps nothing offline",
        "Put HTTPS before the server and name that address, https://….",
    )


def _site(settings: config.Settings) -> str:
    load_frame(settings.root / "site")
    built = settings.dist / "app" / "build.json"
    if not built.exists():
        raise NotWell(f"There is no built site in {settings.dist}", "Run `leadpwa build`.")
    if json.loads(built.read_bytes()).get("rules_hash") != load_rules(settings.rules).hash:
        raise NotWell("The built site shows other rules than the server obeys", "Run `leadpwa build`.")
    return f"{settings.dist}, by the rules of now"


def _disk(path: Path) -> str:
    existing = next(folder for folder in (path, *path.resolve().parents) if folder.exists())
    free = shutil.disk_usage(existing).free
    says = f"{free / 1e9:.1f} GB free for {path}"
    if free < LEAST_FREE:
        raise NotWell(says, "Make room: a full disk takes no more leads, though it loses none.")
    return says


def _secrets(folder: DataFolder) -> str:
    folder.read_identity()
    read_keys(folder)
    for path in (folder.keys, folder.people):
        if path.exists() and path.stat().st_mode & OTHERS:
            raise NotWell(f"Others on this machine can read {path}", f"Run: chmod 600 {path}")
    return "keys and people are for this user alone"


def _store(folder: DataFolder) -> str:
    named = organisation_of(folder.read_identity())
    served = folder.socket.exists()
    phones = ask(folder, "devices", {})
    assert isinstance(phones, list)
    return f"{named.name}, {len(phones)} phones, {'served' if served else 'opens'}"
