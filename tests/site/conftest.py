"""The fixtures of the site's tests."""

from __future__ import annotations

from tests.site.small_site import small, with_worker

__all__ = ["small", "with_worker"]
