"""Pages of other sites may read the API (Fetch Standard, CORS), without credentials: nothing is at stake."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

API = "/api/"
READING = "GET, HEAD, OPTIONS"
POSTED = frozenset({"/api/v1/lists"})
SHOWN = "ETag, Link, Location, Retry-After, RateLimit, RateLimit-Policy, X-Request-ID"
DAY = "86400"


class CrossOriginReading:
    """Middleware that lets pages of any site read the API, and keep pasted lists."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(API):
            return self._get_response(request)
        methods = f"{READING}, POST" if request.path in POSTED else READING
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204, headers={"Allow": methods})
            response.headers["Access-Control-Allow-Methods"] = methods
            response.headers["Access-Control-Allow-Headers"] = "Content-Type, If-None-Match"
            response.headers["Access-Control-Max-Age"] = DAY
            patch_vary_headers(response, ("Access-Control-Request-Method",))
        else:
            response = self._get_response(request)
        if request.method in methods.split(", "):
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Expose-Headers"] = SHOWN
        return response
