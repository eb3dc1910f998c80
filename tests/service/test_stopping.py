"""A server that is told to stop lets the requests end that it has begun, and then goes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from naturalia import installation

ROOT = Path(__file__).parents[2]
START = """
import sys
from naturalia.cli.serve import web_server
web_server("127.0.0.1", int(sys.argv[1]), 1, "tests.service.slow:application").serve()
"""


@pytest.fixture
def server() -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "DATABASE_URL": installation.current().database_url(),
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    command = [sys.executable, "-c", START, str(port)]
    process = subprocess.Popen(command, env=environment)
    address = f"http://127.0.0.1:{port}/health/live"
    _wait_for(address)
    yield process, address
    process.kill()
    process.wait()


def _wait_for(address: str) -> None:
    for _ in range(200):
        try:
            if httpx.get(address, timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the server does not come up")


@pytest.mark.parametrize("kind", ["late", "pieces"])
def test_requests_that_run_end_well_and_the_server_goes(
    server: tuple[subprocess.Popen[bytes], str], kind: str
) -> None:
    process, address = server
    with ThreadPoolExecutor() as pool:
        running = pool.submit(httpx.get, f"{address}?{kind}", timeout=20)
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        answer = running.result()
    assert answer.status_code == 200
    if kind == "pieces":
        assert answer.text.splitlines()[-1] == "piece 4"
    assert process.wait(15) in (0, 1)
    with pytest.raises(httpx.TransportError):
        httpx.get(address, timeout=2)
