"""So many requests for each client, counted in windows of time.

The headers are those of draft-ietf-httpapi-ratelimit-headers: the policy with every response, and what is
left of it. Each process counts for itself, in memory: a limit protects the service and keeps no accounts.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from naturalia.api.problems import problem
from naturalia.configuration import Rate, rate, value
from naturalia.service.clients import client_of, trusted_proxies

MOST_CLIENTS = 50_000
FREE = ("/static/", "/health/", "/metrics")


class Windows:
    """The requests of each client within its present window; memory is bounded."""

    def __init__(self, limit: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._lock = threading.Lock()
        self._windows: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def take(self, client: str) -> tuple[int, int]:
        """Count a request; how many are left (-1: one too many), and the seconds until the window ends."""
        now = self._clock()
        with self._lock:
            began, count = self._windows.pop(client, (now, 0))
            if now - began >= self._limit.seconds:
                began, count = now, 0
            count = min(count + 1, self._limit.requests + 1)
            self._windows[client] = (began, count)
            if len(self._windows) > MOST_CLIENTS:
                self._windows.popitem(last=False)
        return self._limit.requests - count, math.ceil(began + self._limit.seconds - now)


class RateLimit:
    """Middleware that refuses with 429 what a client asks beyond its limit."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._rate = rate(value("NATURALIA_RATE_LIMIT"))
        self._trusted = trusted_proxies()
        self._windows = Windows(self._rate) if self._rate else None

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if self._rate is None or self._windows is None or request.path.startswith(FREE):
            return self._get_response(request)
        left, seconds = self._windows.take(client_of(request, self._trusted))
        response = self._get_response(request) if left >= 0 else self._refusal(request, seconds)
        response.headers["RateLimit-Policy"] = f'"client";q={self._rate.requests};w={self._rate.seconds}'
        response.headers["RateLimit"] = f'"client";r={max(left, 0)};t={seconds}'
        return response

    def _refusal(self, request: HttpRequest, seconds: int) -> HttpResponseBase:
        assert self._rate is not None  # noqa: S101 - nothing is refused without a limit
        text = f"More than {self._rate.requests} requests in {self._rate.seconds} seconds; wait {seconds} s."
        refusal = problem(request, 429, text)
        refusal.headers["Retry-After"] = str(seconds)
        return refusal
