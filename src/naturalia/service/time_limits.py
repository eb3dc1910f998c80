"""Every question has a time limit: searches between their passes, PostgreSQL by its own clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from naturalia.api.problems import timed_out
from naturalia.configuration import positive, value
from naturalia.search.deadline import within


def limit_statements() -> None:
    """Let PostgreSQL stop every statement of this process that takes too long."""
    connection_created.connect(_limit, dispatch_uid="time limit of statements")


def _limit(connection: BaseDatabaseWrapper, **_more: Any) -> None:
    milliseconds = positive(value("NATURALIA_QUERY_SECONDS")) * 1000
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [str(milliseconds)])


class TimeLimit:
    """Middleware that limits the time of a request's searches and tells of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._seconds = positive(value("NATURALIA_QUERY_SECONDS"))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with within(self._seconds):
            return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for a question that took too long; other errors are not ours."""
        told = timed_out(error)
        return render(request, "portal/busy.html", {"reason": told}, status=503) if told else None
