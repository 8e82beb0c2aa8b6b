#!/usr/bin/python3
"""The least browser over WebKitGTK that a driver can steer and that keeps its data from one start to the next.

It runs under the system's own Python, which has the bindings. The browser that ships with the driver forgets
everything at its end.
"""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

BASE = sys.argv[sys.argv.index("--base") + 1]


def main() -> None:
    manager = WebKit2.WebsiteDataManager(
        base_data_directory=f"{BASE}/data", base_cache_directory=f"{BASE}/cache"
    )
    context = WebKit2.WebContext.new_with_website_data_manager(manager)
    context.set_preferred_languages(["zh-CN"])
    context.set_automation_allowed(True)
    context.connect("automation-started", automated)
    Gtk.main()


def automated(context: WebKit2.WebContext, session: WebKit2.AutomationSession) -> None:
    info = WebKit2.ApplicationInfo()
    # The driver accepts this name alone.
    info.set_name("MiniBrowser")
    info.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
    session.set_application_info(info)
    session.connect("create-web-view", lambda _session: open_view(context))


def open_view(context: WebKit2.WebContext) -> WebKit2.WebView:
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
    window = Gtk.Window(default_width=390, default_height=844)
    window.add(view)
    window.show_all()
    return view


main()
