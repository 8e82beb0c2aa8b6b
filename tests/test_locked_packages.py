"""The locked packages install on the Pythons that the README names."""

from __future__ import annotations

from importlib.metadata import distributions

from packaging.specifiers import SpecifierSet

DEBIAN_12 = "3.11.2"


def test_every_locked_package_runs_on_the_python_of_debian_12() -> None:
    too_new = {
        f"{package.name} {package.version}": needs
        for package in distributions()
        if not SpecifierSet(needs := package.metadata.get("Requires-Python") or "").contains(DEBIAN_12)
    }
    assert too_new == {}, "name a lower version in pyproject.toml, then `make lock`"
