"""Answers that are the same while what they follow from does not change, and then are not made again."""

from __future__ import annotations

import functools
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase

from naturalia import __version__
from naturalia.catalogue.indexing import search_index

View = Callable[..., HttpResponseBase]


def by_generation(view: View) -> View:
    """A view whose answers have the state of the index as ``ETag``; known ones are 304 without a search."""

    @functools.wraps(view)
    def conditional(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return unless_known(request, str(search_index().generation), lambda: view(request, *args, **kwargs))

    return conditional


def unless_known(
    request: HttpRequest, state: str, answer: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """The answer with an ``ETag`` of the ``state`` that it follows from, or 304 if the client has it."""
    etag = _etag(request, state)
    headers = {"ETag": etag, "Cache-Control": "public, no-cache"}
    if _knows(request, etag):
        return HttpResponseNotModified(headers=headers)
    response = answer()
    for name, text in headers.items():
        response.headers.setdefault(name, text)
    return response


def _etag(request: HttpRequest, state: str) -> str:
    seen = f"{__version__} {state} {request.get_full_path()}"
    return f'"{blake2b(seen.encode(), digest_size=12).hexdigest()}"'


def _knows(request: HttpRequest, etag: str) -> bool:
    """Whether the client has the answer: compared weakly, as compression weakens (RFC 9110, 13.1.2)."""
    given = request.headers.get("If-None-Match", "").split(",")
    return any(one.strip().removeprefix("W/") == etag for one in given)
