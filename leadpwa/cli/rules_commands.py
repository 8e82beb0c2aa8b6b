"""The commands that answer by the rules alone."""

from __future__ import annotations

import click


def register(group: click.Group) -> None:
    """Add the commands of this module."""
