"""Lists a page at a time, in the envelope of GBIF: offset, limit, endOfRecords, count, results."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from naturalia.api.openapi import parameter, whole
from naturalia.api.parameters import whole_number
from naturalia.api.problems import refuse_unknown
from naturalia.api.responses import Answer
from naturalia.search import QueryError

DEFAULT = 100
MOST = 1000
PAGING = [
    parameter("offset", "Number of results that come before", whole(0)),
    parameter("limit", f"The most results, {DEFAULT} unless given", whole(0, MOST)),
]
"""The parameters of a list."""


class Envelope(Answer, frozen=True):
    """A page of a list of ``count``; ``links`` has ``next`` where it is not the last."""

    offset: int
    limit: int
    end_of_records: bool
    count: int
    links: dict[str, str]


class Window:
    """The part of a list that an address asks for. Raises ProblemError for parameters that are not known
    (others than ``more``) and QueryError for numbers that are none.
    """

    def __init__(self, request: HttpRequest, *more: str) -> None:
        refuse_unknown(request, "offset", "limit", *more)
        self.offset = whole_number(request, "offset", 0)
        self.limit = whole_number(request, "limit", DEFAULT)
        if self.limit > MOST:
            raise QueryError(
                "limit", "a whole number from %(least)s to %(most)s is needed", least=0, most=MOST
            )
        self._path = request.path
        self._asked = [(name, request.GET[name]) for name in more if name in request.GET]

    @property
    def end(self) -> int:
        """Where the part ends."""
        return self.offset + self.limit

    def told(self, count: int) -> dict[str, Any]:
        """The members of an envelope beside its results; ``count`` is the length of the whole list."""
        last = self.end >= count
        following = {} if last or not self.limit else {"next": self._address(self.end)}
        return {
            "offset": self.offset,
            "limit": self.limit,
            "end_of_records": last,
            "count": count,
            "links": {"self": self._address(self.offset)} | following,
        }

    def _address(self, offset: int) -> str:
        asked = [*self._asked, ("offset", offset), ("limit", self.limit)]
        return f"{self._path}?{urlencode(asked)}"
