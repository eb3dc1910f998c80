"""Errors as RFC 9457 problem details, for every status that the API can answer with."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import msgspec
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from psycopg.errors import QueryCanceled

from naturalia.search import QueryError
from naturalia.search.deadline import SearchTimeoutError

MEDIA_TYPE = "application/problem+json"
View = Callable[..., HttpResponseBase]
_log = logging.getLogger(__name__)


class ProblemError(Exception):
    """Ends a request with a problem; ``more`` are members beside those that the standard names."""

    def __init__(self, status: int, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.more = more


def problem(request: HttpRequest, status: int, detail: str, **more: Any) -> HttpResponse:
    """The response that tells of a problem; its type is ``about:blank``: the status says what it is."""
    members = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.get_full_path(),
        **more,
    }
    return HttpResponse(msgspec.json.encode(members), status=status, content_type=MEDIA_TYPE)


def refuse_unknown(request: HttpRequest, *known: str) -> None:
    """Raise 400 if the address has a parameter that the resource does not know."""
    unknown = [name for name in request.GET if name not in known]
    if unknown:
        allowed = f"known are: {', '.join(known)}" if known else "there are none here"
        raise ProblemError(
            400, f"Unknown parameter {unknown[0][:100]}; {allowed}.", parameter=unknown[0][:100]
        )


def as_problems(view: View) -> View:
    """A view whose errors are problem details, and which answers HEAD as it answers GET."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "HEAD":
            request.method = "GET"  # the server leaves the body out
        response = _answer(view, request, args, kwargs)
        if response.status_code == 405:
            refusal = problem(request, 405, f"{request.method} is not possible here.")
            refusal.headers["Allow"] = _allowed(response)
            return refusal
        return response if _acceptable(request, response) else _unacceptable(request, response)

    return guarded


def timed_out(error: Exception) -> str:
    """What to tell of an error that means that a question took too long; empty for all others."""
    if isinstance(error, SearchTimeoutError):
        return str(error)
    if isinstance(error, OperationalError) and isinstance(error.__cause__, QueryCanceled):
        return "The database needed too long and was stopped. Ask for less, or try again later."
    return ""


def _acceptable(request: HttpRequest, response: HttpResponseBase) -> bool:
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
    return response.status_code != 200 or not kind or kind == "*/*" or request.accepts(kind)


def _unacceptable(request: HttpRequest, response: HttpResponseBase) -> HttpResponse:
    response.close()
    kind = response.headers["Content-Type"]
    return problem(request, 406, f"The answer is {kind}, which the header Accept does not allow.")


def _allowed(response: HttpResponseBase) -> str:
    """The methods that the refusal names, HEAD beside GET."""
    named = {name.strip() for name in response.headers.get("Allow", "GET").split(",")}
    return ", ".join(sorted(named | ({"HEAD"} if "GET" in named else set())))


def _answer(
    view: View, request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponseBase:
    try:
        return view(request, *args, **kwargs)
    except ProblemError as error:
        return problem(request, error.status, error.detail, **error.more)
    except QueryError as error:
        return problem(request, 400, str(error), parameter=error.parameter, near=error.near)
    except Http404 as error:
        return problem(request, 404, str(error))
    except RequestDataTooBig:
        return problem(request, 413, "The body of the request is too long.")
    except TooManyFieldsSent:
        return problem(request, 400, "There are too many parameters; a pasted list takes more values.")
    except Exception as error:
        if told := timed_out(error):
            refusal = problem(request, 503, told)
            refusal.headers["Retry-After"] = "10"
            return refusal
        _log.exception("%s failed", request.get_full_path())
        return problem(request, 500, "The server failed to answer; the failure is in its log.")
