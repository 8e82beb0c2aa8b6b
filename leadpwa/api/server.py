"""The HTTP server: waitress, which reads slow phones' bodies without holding a thread for each.

What it adds: the time at which a request's head arrived, by which a phone's clock is judged. The body of a batch may
take a minute on a bad network, and that minute is no error of the clock.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import create_server
from waitress.task import ErrorTask, WSGITask

from leadpwa.api.problems import MEDIA_TYPE, describe
from leadpwa.errors import Refused

THREADS = 8
MOST_REQUEST_BYTES = 16 * 1024 * 1024
CHANNEL_TIMEOUT_S = 120
TOO_LARGE = (413, 431)


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    head_ms: int | None = None

    def parse_header(self, header_plus: bytes) -> None:
        self.head_ms = time.time_ns() // 1_000_000
        super().parse_header(header_plus)


class _Task(WSGITask):  # type: ignore[misc]
    def get_environment(self) -> dict[str, Any]:
        environment: dict[str, Any] = super().get_environment()
        environment["leadpwa.head_ms"] = self.request.head_ms
        return environment


class _ErrorTask(ErrorTask):  # type: ignore[misc]
    """What is no HTTP, or far over the limit, never reaches the application; its answer looks the same."""

    def execute(self) -> None:
        error = self.request.error
        code = "too_large" if error.code in TOO_LARGE else "invalid"
        refused = Refused(code, f"{error.reason}: {error.body}. Nothing of this request was taken.")
        body = json.dumps(describe(refused, error.code)).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [("Content-Type", MEDIA_TYPE), ("Cache-Control", "no-store")]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]
    parser_class = _Parser
    task_class = _Task
    error_task_class = _ErrorTask


def listen(app: Flask, host: str, port: int, ready: Callable[[str, int], None]) -> None:
    """Serve until interrupted; `ready` is told the address once it answers.

    Raises:
        OSError: the address can't be had.
    """
    adjustments = {
        "host": host,
        "port": port,
        "threads": THREADS,
        "max_request_body_size": MOST_REQUEST_BYTES,
        "channel_timeout": CHANNEL_TIMEOUT_S,
        "ident": None,
        # api/peer.py believes them of trusted proxies alone; nothing else reads them.
        "clear_untrusted_proxy_headers": False,
    }
    server = create_server(app, **adjustments)
    # create_server has no way to name the channel; the listening socket hands out whatever the attribute says.
    server.channel_class = _Channel
    try:
        ready(server.effective_host, server.effective_port)
        server.run()
    finally:
        server.task_dispatcher.shutdown()
        server.close()
