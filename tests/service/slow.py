"""The real application behind a door that takes its time: for tests of stopping."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from naturalia.wsgi import application as real

SLOW = 1.5  # seconds


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answers late where the address asks for ``late``, in pieces where it asks for ``pieces``."""
    if environ["QUERY_STRING"] == "late":
        time.sleep(SLOW)
    if environ["QUERY_STRING"] == "pieces":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return _pieces()
    answer: Iterable[bytes] = real(environ, start_response)
    return answer


def _pieces() -> Iterator[bytes]:
    for number in range(5):
        yield f"piece {number}\n".encode()
        time.sleep(SLOW / 5)
