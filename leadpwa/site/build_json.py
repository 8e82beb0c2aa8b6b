"""`/app/build.json`, the app's facts as a file."""

from __future__ import annotations

import json
from pathlib import Path

from leadpwa.domain.rules import Rules, to_wire
from leadpwa.site.appfacts import app_facts
from leadpwa.site.front import Front
from leadpwa.site.model import hashed


def build_json(content: Path, front: Front, rules: Rules) -> bytes:
    """The file's bytes; without the app there are no facts.

    Raises ContentError where models or wordings do not hold: no screen of the app opens without them.
    """
    if not front.has_app:
        return b"{}\n"
    facts = app_facts(
        content,
        version=_version(front, content, rules.hash),
        rules=to_wire(rules)["rules"],
        rules_hash=rules.hash,
    )
    return (json.dumps(facts, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _version(front: Front, content: Path, rules_hash: str) -> str:
    """Names the app of a build: its scripts, its facts and its rules."""
    texts = [path.read_bytes().hex() for path in sorted(content.glob("*.toml"))]
    return hashed(rules_hash, *sorted(front.files), *texts)[:16]
