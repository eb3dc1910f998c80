"""Requests that are patient: what failed for a while is tried again, for as long as the server asks for."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import httpx

from naturalia import __version__

AGAIN = frozenset({429, 502, 503, 504})
LONGEST_PAUSE = 60.0  # seconds
Params = Sequence[tuple[str, str]]


class ApiError(Exception):
    """The server refused; ``problem`` holds the members of its problem details (RFC 9457)."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        super().__init__(f"{status}: {problem.get('detail') or problem.get('title') or 'no reason given'}")
        self.status = status
        self.problem = problem


class Asker:
    """Asks one server. ``retries`` is how often a request is tried again, ``timeout`` in seconds."""

    def __init__(
        self, address: str, timeout: float, retries: int, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._retries = retries
        self._sleep = sleep
        self.http = httpx.Client(
            base_url=address.rstrip("/"),
            timeout=timeout,
            follow_redirects=True,
            headers={"User-Agent": f"naturalia-python/{__version__}"},
        )

    def json(self, method: str, path: str, params: Params = (), body: object = None) -> Any:
        """The JSON that the server answers with; raises ApiError and, when it cannot be reached, httpx's."""
        return self._ask(method, path, params, body).json()

    def _ask(self, method: str, path: str, params: Params, body: object) -> httpx.Response:
        for attempt in range(self._retries + 1):
            last = attempt == self._retries
            try:
                response = self.http.request(method, path, params=list(params), json=body)
            except httpx.TransportError:
                # What was posted may have been done: it is not asked for twice.
                if last or method == "POST":
                    raise
                self._sleep(pause(attempt, ""))
                continue
            if response.status_code not in AGAIN or last:
                return good(response)
            self._sleep(pause(attempt, response.headers.get("Retry-After", "")))
        raise AssertionError("unreachable: the last attempt returns or raises")


def pause(attempt: int, retry_after: str) -> float:
    """Seconds to wait: as the server says, else twice as long each time, with some chance in it."""
    if retry_after.isascii() and retry_after.isdigit():
        return min(float(retry_after), LONGEST_PAUSE)
    return min(2.0**attempt, LONGEST_PAUSE) * random.uniform(0.5, 1.0)  # noqa: S311 - spreads requests, hides nothing


def good(response: httpx.Response) -> httpx.Response:
    """The response; raises ApiError if it is a refusal."""
    if response.status_code < 400:
        return response
    try:
        told = response.json()
    except ValueError:
        told = {"title": response.reason_phrase}
    raise ApiError(response.status_code, told if isinstance(told, dict) else {})
