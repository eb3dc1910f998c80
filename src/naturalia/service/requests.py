"""One log line and one count for each request: what was asked of which route, never by whom.

Addresses of clients and what they search for stay out of the log. A request has an id, its own or the one
that a proxy gave it (``X-Request-ID``); every line that is logged meanwhile carries it.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from naturalia.service import metrics

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")
_log = logging.getLogger("naturalia.requests")


class RequestLog:
    """Middleware around all others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        name = given if _ID.match(given) else secrets.token_hex(8)
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=name):
            response = self._get_response(request)
            _account(request, response.status_code, time.perf_counter() - began)
        response.headers["X-Request-ID"] = name
        return response


def _account(request: HttpRequest, status: int, seconds: float) -> None:
    route = request.resolver_match.route if request.resolver_match else "none"
    method = request.method if request.method in ("GET", "HEAD", "POST", "DELETE", "OPTIONS") else "other"
    metrics.count_request(route, str(method), status, seconds)
    _log.info("%s %s %d %.1f ms", method, route, status, seconds * 1000)
