"""A process works on some requests, lets some wait, and refuses the others at once: slow is worse than busy.

The web server hands over requests on more threads than work (``threads``), so that a refusal needs none of
those that work.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from naturalia.api.problems import problem
from naturalia.configuration import positive, value

SPARE_THREADS = 4
LONGEST_WAIT = 10.0  # seconds
RETRY_AFTER = 2  # seconds
ALWAYS = ("/health/", "/metrics")


def threads() -> int:
    """How many threads a web process needs: those that work, those that wait, and some that refuse."""
    return positive(value("NATURALIA_AT_WORK")) + positive(value("NATURALIA_WAITING")) + SPARE_THREADS


class Doors:
    """Counts who is in: at most ``most`` within, of whom ``at_work`` work."""

    def __init__(self, at_work: int, waiting: int) -> None:
        self._within = threading.BoundedSemaphore(at_work + waiting)
        self._work = threading.BoundedSemaphore(at_work)

    def enter(self, longest_wait: float = LONGEST_WAIT) -> bool:
        """Whether there is a place to work, at once or after a wait; then ``leave`` must follow."""
        if not self._within.acquire(blocking=False):
            return False
        if self._work.acquire(timeout=longest_wait):
            return True
        self._within.release()
        return False

    def leave(self) -> None:
        """Give the place to the next."""
        self._work.release()
        self._within.release()


class LoadShedding:
    """Middleware that refuses with 503 what there is no room for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._doors = Doors(positive(value("NATURALIA_AT_WORK")), positive(value("NATURALIA_WAITING")))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(ALWAYS):
            return self._get_response(request)
        if not self._doors.enter():
            return _busy(request)
        try:
            return self._get_response(request)
        finally:
            self._doors.leave()


def _busy(request: HttpRequest) -> HttpResponse:
    refusal = problem(request, 503, f"The server has more to do than it can; try again in {RETRY_AFTER} s.")
    refusal.headers["Retry-After"] = str(RETRY_AFTER)
    return refusal
