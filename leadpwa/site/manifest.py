"""The web app manifest: under which name and with which icons phones install the app."""

from __future__ import annotations

import json

from leadpwa.site.model import Site


def manifest_of(site: Site) -> str:
    """The manifest as JSON, in the first language."""
    language = site.languages[0]
    words = site.frame.words[language]
    icons = [
        {"src": site.asset(name), "sizes": size, "type": "image/png", "purpose": purpose}
        for name, size, purpose in (
            ("icon-192.png", "192x192", "any"),
            ("icon-512.png", "512x512", "any"),
            ("maskable-512.png", "512x512", "maskable"),
        )
        if site.asset(name)
    ]
    app = f"{site.base}app/"
    it = {
        "id": app,
        "name": site.frame.settings.title[language],
        "short_name": words["leads"],
        "lang": words["lang"],
        "start_url": f"{app}#/today",
        "scope": site.base,
        "display": "standalone",
        "background_color": "#f7f8f6",
        "theme_color": "#0a5557",
        "icons": icons,
        "shortcuts": [
            {"name": words["log_lead"], "url": f"{app}#/log"},
            {"name": words["today"], "url": f"{app}#/today"},
            {"name": words["read_policy"], "url": f"{site.base}{language}/policy/"},
        ],
    }
    return json.dumps(it, ensure_ascii=False)
