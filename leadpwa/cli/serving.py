"""`leadpwa serve`."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import signal
import sys
import threading
from pathlib import Path

import click
import segno

from leadpwa import config
from leadpwa.api.factory import Services, create_app
from leadpwa.api.options import from_environment
from leadpwa.api.server import listen as listen_http
from leadpwa.cli import control
from leadpwa.cli.output import data_option, sentence_on_error
from leadpwa.cli.people import pairing_url
from leadpwa.domain.cities import load_cities
from leadpwa.domain.rules import load_rules, to_wire
from leadpwa.errors import LeadpwaError
from leadpwa.office.acts import Office
from leadpwa.office.demo import first_advisor
from leadpwa.office.invitations import Invitee, invite
from leadpwa.office.organisation import keep_rules, open_store, organisation_of, read_keys
from leadpwa.office.server_changes import Clock
from leadpwa.office.sweep import sweep_daily
from leadpwa.site.settings import load_frame
from leadpwa.store.embedded import EmbeddedStore
from leadpwa.store.folder import DataFolder

DEMO_HOURS = 12


@click.command(epilog="Example: leadpwa serve --host 127.0.0.1 --port 8000")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 picks a free one."
)
@data_option
@sentence_on_error
def serve(host: str, port: int, folder: DataFolder) -> None:
    """Serve the site and the API."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s", stream=sys.stderr
    )
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    settings = config.load()
    rules = load_rules(settings.rules)
    store = open_store(folder)
    # What ends the process otherwise must close the store like Ctrl-C does. A script that starts it in the background
    # has Ctrl-C ignored, and that is passed on: Python's own way is put back.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    ended, sweeping = threading.Event(), None
    try:
        for said in store.says:
            click.echo(f"The store was mended: {said}.", err=True)
        organisation = organisation_of(store.identity)
        clock = Clock(control.now_ms, organisation.node)
        keep_rules(store, to_wire(rules), clock)
        keys = read_keys(folder)
        services = Services(
            store,
            organisation,
            keys,
            rules,
            control.now_ms,
            dist=settings.dist,
            allowed_origins=settings.api_origins,
            api_origin=_api_origin(settings.root / "site"),
            options=from_environment(),
            cities=load_cities(settings.root / "content" / "cities.toml"),
        )
        app = create_app(services)
        sweeping = sweep_daily(store, services.dispatching, ended)

        def ready(at_host: str, at_port: int) -> None:
            address = f"http://{f'[{at_host}]' if ':' in at_host else at_host}:{at_port}"
            click.echo(f"ready {address}")
            base = settings.public_url or address
            office = Office(store, organisation, clock, base, keys, lambda: services.dispatching)
            control.listen(folder, office)
            if organisation.demo:
                _print_demo_link(store, settings.public_url or address, clock)
            sys.stdout.flush()

        listen_http(app, host, port, ready)
    except KeyboardInterrupt:
        pass
    except OSError as error:
        raise _address_error(error, host, port) from error
    finally:
        ended.set()
        if sweeping is not None:
            sweeping()
        folder.socket.unlink(missing_ok=True)
        store.close()
    click.echo("Stopped. Everything that was acknowledged is on disk.", err=True)


def _api_origin(site: Path) -> str:
    """The pages' API by `site.toml`; the API alone is served where there is no site."""
    return load_frame(site).settings.api_origin if (site / "site.toml").exists() else ""


def _program() -> str:
    """What a person types to call this program from where they are."""
    return "leadpwa" if shutil.which("leadpwa") else os.path.relpath(sys.argv[0])


def _print_demo_link(store: EmbeddedStore, base: str, clock: Clock) -> None:
    advisor = first_advisor(store)
    if advisor is None:
        return
    made = invite(store, Invitee("advisor", user=advisor), DEMO_HOURS * 60, clock)
    url = pairing_url(base, made.code)
    click.echo(
        f"\nOpen the site:   {base}/\nPair as a demo advisor (one browser, within {DEMO_HOURS} hours):\n  {url}\n"
    )
    segno.make(url, error="l").terminal(out=sys.stdout, compact=True)
    if base.startswith("http://127.0.0.1") or base.startswith("http://localhost"):
        click.echo(
            "The code is for a browser on this computer. A phone needs HTTPS: set LEADPWA_PUBLIC_URL to the address\n"
            "that it reaches, or lay a cable: adb reverse tcp:8000 tcp:8000."
        )
    click.echo(f"Another link:    {_program()} invite --role advisor --dealer D01\nStop:            Ctrl-C\n")


def _address_error(error: OSError, host: str, port: int) -> LeadpwaError | OSError:
    if error.errno == errno.EADDRINUSE:
        return LeadpwaError(
            f"Port {port} is in use by another program; the data was not touched. "
            f"Stop that program, or take another port: make run PORT={port + 1}."
        )
    if error.errno in (errno.EACCES, errno.EADDRNOTAVAIL):
        return LeadpwaError(
            f"The address {host}:{port} can't be had ({error.strerror}); the data was not touched. "
            "Ports below 1024 need root; --host must be an address of this machine."
        )
    return error


def register(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(serve)
