"""The server's process dies, its disk fills: what was acknowledged is there, once, and nothing else was claimed."""

from __future__ import annotations

import random
import threading
import time
from pathlib import Path

import pytest
import requests

from leadpwa.sync.clock import time_text
from tests.builders import a_lead, an_id
from tests.serving import Server, all_leads, pair, post

KILLS = 6
SEED = 20261124


class Pusher(threading.Thread):
    """One phone that logs leads as fast as it is answered, and remembers which were acknowledged."""

    def __init__(self, server: Server, token: str, number: int) -> None:
        super().__init__(daemon=True)
        self.server, self.token, self.number = server, token, number
        self.acknowledged: set[str] = set()
        self.sent = 0
        self.stop = threading.Event()

    def run(self) -> None:
        waiting: list[dict[str, object]] = []
        while not self.stop.is_set():
            if not waiting:
                waiting = [self._mutation() for _ in range(5)]
            body = {
                "client_now": time_text(time.time_ns() // 10**6),
                "cursor": 0,
                "mutations": waiting,
                "limit": 1,
            }
            try:
                answer = post(self.server, self.token, body)
            except (requests.RequestException, ValueError):
                time.sleep(0.05)
                continue
            assert all(result["status"] in ("applied", "duplicate") for result in answer["results"]), answer
            self.acknowledged |= {str(mutation["record"]) for mutation in waiting}
            waiting = []

    def _mutation(self) -> dict[str, object]:
        self.sent += 1
        stamp = f"{time_text(time.time_ns() // 10**6)}-{self.sent % 65536:04x}-{self.number:016x}"
        return {
            "id": an_id(),
            "kind": "lead",
            "record": an_id(),
            "hlc": stamp,
            "patch": a_lead(mobile=f"13{self.number}{self.sent:08d}"),
        }


@pytest.mark.slow
def test_killed_again_and_again_under_load_every_acknowledged_lead_is_there_once(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    server = Server(tmp_path / "data")
    server.start()
    pushers = [Pusher(server, pair(server), number) for number in range(4)]
    manager = pair(server, "manager")
    for pusher in pushers:
        pusher.start()
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.1, 0.6))
        server.kill()
        server.start()
    time.sleep(0.3)
    for pusher in pushers:
        pusher.stop.set()
    for pusher in pushers:
        pusher.join()
    found = all_leads(server, manager)
    server.kill()
    acknowledged = set().union(*(pusher.acknowledged for pusher in pushers))
    assert len(acknowledged) > 50
    assert acknowledged <= set(found)
    assert len(found) == len(set(found))
