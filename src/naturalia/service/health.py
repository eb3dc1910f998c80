"""Whether a process lives, whether it can serve, and its metrics: for supervisors and monitors.

They answer to any host name, because a supervisor asks by the address of a machine, and they are neither
limited nor made to wait. Nothing of the collection is told but numbers.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from naturalia.service.checks import readiness
from naturalia.service.metrics import exposition

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


class Health:
    """Middleware that answers at ``/health/live``, ``/health/ready`` and ``/metrics``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._answers = {"/health/live": live, "/health/ready": ready, "/metrics": metrics}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self._answers.get(request.path)
        if answer is None:
            return self._get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        response = answer()
        response.headers["Cache-Control"] = "no-store"
        return response


def live() -> HttpResponse:
    """The process answers."""
    return _json({"status": "live"}, 200)


def ready() -> HttpResponse:
    """Database, index and disk can be used; 503 with what cannot."""
    checks = readiness()
    good = all(check.good for check in checks)
    told = {check.name: {"good": check.good, "told": check.told} for check in checks}
    return _json({"status": "ready" if good else "not ready", "checks": told}, 200 if good else 503)


def metrics() -> HttpResponse:
    """Metrics in the text format of Prometheus."""
    return HttpResponse(exposition(), content_type=PROMETHEUS)


def _json(value: object, status: int) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(value), status=status, content_type="application/json")
