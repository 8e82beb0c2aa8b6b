"""Settings of the server alone, from the environment as LEADPWA_…"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from leadpwa.errors import LeadpwaError


@dataclass(frozen=True, slots=True)
class Options:
    """How this server lets people in and shows itself.

    `token_days`: a pairing ends after so many days (None: never). `trusted_proxies`: addresses whose last hop in
    X-Forwarded-For is believed. `open_metrics`: `/metrics` for every address, not for this machine alone.
    `public_url`: where phones find this server, for links.
    """

    token_days: int | None = None
    trusted_proxies: frozenset[str] = frozenset()
    open_metrics: bool = False
    public_url: str | None = None


def from_environment(environment: Mapping[str, str] = os.environ) -> Options:
    """The options of this process.

    Raises:
        LeadpwaError: LEADPWA_TOKEN_DAYS is no number of days.
    """
    days = environment.get("LEADPWA_TOKEN_DAYS", "")
    if days and not (days.isascii() and days.isdigit() and int(days) > 0):
        raise LeadpwaError(
            f"LEADPWA_TOKEN_DAYS is {days!r}, which is no number of days. The server was not started. "
            "Set a whole number above 0, or leave it out: pairings then do not end by themselves."
        )
    proxies = environment.get("LEADPWA_TRUSTED_PROXIES", "")
    return Options(
        token_days=int(days) if days else None,
        trusted_proxies=frozenset(part.strip() for part in proxies.split(",") if part.strip()),
        open_metrics=environment.get("LEADPWA_METRICS", "") == "open",
        public_url=environment.get("LEADPWA_PUBLIC_URL") or None,
    )
