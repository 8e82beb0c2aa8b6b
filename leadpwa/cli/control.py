"""How a command reaches the store: over the socket of the server that has it open, or by opening it itself.

One request a connection: a JSON line `{"act", "with"}`, answered by `{"answer"}` or `{"error", "exit"}`.
"""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from leadpwa import config
from leadpwa.domain.cities import load_cities
from leadpwa.domain.rules import load_rules
from leadpwa.errors import LeadpwaError, StoreError
from leadpwa.json_types import Json
from leadpwa.office import dispatch
from leadpwa.office.acts import ACTS, Office
from leadpwa.office.follow import followers
from leadpwa.office.organisation import Keys, Organisation, open_store, organisation_of, read_keys
from leadpwa.office.server_changes import Clock
from leadpwa.store.folder import DataFolder
from leadpwa.sync.orders import Desk

MOST_REQUEST = 1024 * 1024
# The kernel's limit for the path of a socket is 108 bytes; a folder's own handle is a way round it.
LONGEST_PATH = 100
ANSWER_WITHIN_S = 60


def now_ms() -> int:
    """The time of this machine, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def ask(folder: DataFolder, act: str, asked: Mapping[str, Json]) -> Json:
    """Have an act done, by the server if one runs on this folder.

    Raises:
        LeadpwaError: what the act says; StoreError where the store can't be opened.
    """
    with suppress(FileNotFoundError, ConnectionRefusedError):
        return _ask_server(folder, act, asked)
    with closing(open_store(folder)) as store:
        organisation = organisation_of(store.identity)
        clock = Clock(now_ms, organisation.node)
        keys = read_keys(folder)
        office = Office(
            store, organisation, clock, keys=keys, dispatching=lambda: _dispatching(organisation, keys, clock)
        )
        return ACTS[act](office, asked)


def listen(folder: DataFolder, office: Office) -> None:
    """Answer commands in a thread of its own for as long as the process lives."""
    folder.socket.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with _short(folder.socket) as path:
        before = os.umask(0o177)
        try:
            listener.bind(path)
        finally:
            os.umask(before)
    listener.listen()
    threading.Thread(target=_answer_all, args=(listener, office), name="control", daemon=True).start()


def _dispatching(organisation: Organisation, keys: Keys, clock: Clock) -> dispatch.Office:
    settings = config.load()
    desk = Desk(organisation.timezone, load_rules(settings.rules))
    follow = followers(keys.recogniser(organisation.node), desk)
    return dispatch.Office(desk, load_cities(settings.root / "content" / "cities.toml"), clock, follow)


def _ask_server(folder: DataFolder, act: str, asked: Mapping[str, Json]) -> Json:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(ANSWER_WITHIN_S)
        with _short(folder.socket) as path:
            client.connect(path)
        try:
            client.sendall(json.dumps({"act": act, "with": dict(asked)}).encode() + b"\n")
            with client.makefile("rb") as reply:
                answer = json.loads(reply.readline())
        except (OSError, ValueError):
            raise LeadpwaError(
                "The server ended before it answered. Whether this was done is not known; what was acknowledged "
                "before is kept. Look, and give the command again."
            ) from None
    if "error" in answer:
        raise (StoreError if answer["store"] else LeadpwaError)(answer["error"])
    return answer["answer"]  # type: ignore[no-any-return]


def _answer_all(listener: socket.socket, office: Office) -> None:
    while True:
        connection, _ = listener.accept()
        with connection, suppress(OSError), connection.makefile("rb") as lines:
            connection.settimeout(ANSWER_WITHIN_S)
            connection.sendall(json.dumps(_answer(lines.readline(MOST_REQUEST), office)).encode() + b"\n")


def _answer(line: bytes, office: Office) -> Json:
    try:
        request = json.loads(line)
        return {"answer": ACTS[request["act"]](office, request["with"])}
    except LeadpwaError as error:
        return {"error": str(error), "store": isinstance(error, StoreError)}
    except (ValueError, KeyError, TypeError) as error:
        return {
            "error": f"The command did not understand the server ({error}). Nothing was changed.",
            "store": False,
        }


@contextmanager
def _short(path: Path) -> Iterator[str]:
    if len(str(path).encode()) <= LONGEST_PATH:
        yield str(path)
        return
    handle = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{handle}/{path.name}"
    finally:
        os.close(handle)
