"""Pages for what goes wrong, in the same dress as the others."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request cannot be understood."""
    return render(request, "portal/400.html", {"reason": type(exception).__name__}, status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with the reason if we know it and a search for what may have been meant."""
    reason = next((text for text in exception.args if isinstance(text, str)), "")
    wanted = request.path.strip("/").rsplit("/", 1)[-1]
    return render(request, "portal/404.html", {"reason": reason, "wanted": wanted[:100]}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Needs neither the database nor the index."""
    return render(request, "portal/500.html", status=500)
