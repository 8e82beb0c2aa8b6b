"""The server ends whichever way it is asked to, and says that everything is on disk."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.builders import ROOT
from tests.serving import LEADPWA, READY_WITHIN_S


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_a_script_started_in_the_background_stops_when_it_is_asked_to(
    asked: signal.Signals, tmp_path: Path
) -> None:
    data = ["--data", str(tmp_path / "data")]
    environment = {**os.environ, "LEADPWA_ROOT": str(ROOT), "LEADPWA_DIST": str(tmp_path / "dist")}
    subprocess.run([*LEADPWA, "demo", *data], env=environment, capture_output=True, check=True)
    # As a shell does for what is started with `&`.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process = subprocess.Popen(
            [*LEADPWA, "serve", "--port", "0", *data],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    finally:
        signal.signal(signal.SIGINT, before)
    assert process.stdout is not None
    assert any(line.startswith("ready ") for line in process.stdout)
    process.send_signal(asked)
    _, said = process.communicate(timeout=READY_WITHIN_S)
    assert process.returncode == 0
    assert "Everything that was acknowledged is on disk" in said
