"""What the address of a request asks for."""

from __future__ import annotations

from django.http import HttpRequest

from naturalia.search import QueryError, SpecimenQuery, parse


def query_of(request: HttpRequest, *, without: tuple[str, ...] = (), limit: str = "") -> SpecimenQuery:
    """The query of an address, parameters ``without`` aside, and ``limit`` in place of its own; raises
    QueryError.
    """
    left_out = {*without, "limit"} if limit else {*without}
    params = [(name, value) for name, values in request.GET.lists() for value in values]
    more = [("limit", limit)] if limit else []
    return parse([pair for pair in params if pair[0] not in left_out] + more)


def whole_number(request: HttpRequest, name: str, default: int) -> int:
    """A parameter that is a whole number; raises QueryError."""
    text = request.GET.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise QueryError(name, "a whole number is needed")
    return int(text)
