"""What goes wrong before a view is found: a problem for the API, a page for people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from naturalia.api.problems import problem
from naturalia.portal.views import errors

API = "/api/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request cannot be understood."""
    if request.path.startswith(API):
        return problem(request, 400, f"The request cannot be understood ({type(exception).__name__}).")
    return errors.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: there is nothing at the address."""
    if request.path.startswith(API):
        return problem(request, 404, f"There is nothing at {request.path}.")
    return errors.not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    if request.path.startswith(API):
        return problem(request, 500, "The server failed to answer; the failure is in its log.")
    return errors.server_error(request)
