"""What a page may load and do: its own style, script and data, and images from hosts that are allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

RULES = (
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)


def policy(image_hosts: Iterable[str]) -> str:
    """The policy where pages may also load images from some hosts, by HTTPS."""
    sources = " ".join(["'self'", "data:", *(f"https://{host}" for host in sorted(image_hosts))])
    return "; ".join((*RULES, f"img-src {sources}"))


class ContentSecurityPolicy:
    """Middleware that states the policy (W3C Content Security Policy, level 3) with every response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._policy = policy(settings.NATURALIA_IMAGE_HOSTS)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        response.headers.setdefault("Content-Security-Policy", self._policy)
        return response
